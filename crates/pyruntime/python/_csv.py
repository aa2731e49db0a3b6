"""`_csv`: what `csv` is made of. The interpreter's own cuts quoted fields at line breaks."""

import re

__version__ = "1.0"
QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE, QUOTE_STRINGS, QUOTE_NOTNULL = range(6)

_dialects = {}
_limit = 131072


class Error(Exception):
    """What is wrong with a text or with settings."""

    __module__ = "_csv"


class Dialect:
    """Settings of a reader or a writer, which do not change."""

    __slots__ = (
        "delimiter", "doublequote", "escapechar", "lineterminator", "quotechar", "quoting", "skipinitialspace", "strict",
        "_special", "_plain", "_inside",
    )

    def __init__(self, dialect=None, **given):
        if isinstance(dialect, str):
            dialect = get_dialect(dialect)
        for name in given:
            if name not in _DEFAULTS:
                raise TypeError("this function got an unexpected keyword argument '%s'" % name)
        for name, default in _DEFAULTS.items():
            value = given[name] if name in given else getattr(dialect, name, default)
            object.__setattr__(self, name, value)
        if self.quotechar is None and "quoting" not in given and getattr(dialect, "quoting", None) is None:
            object.__setattr__(self, "quoting", QUOTE_NONE)
        self._check()
        for name in ("doublequote", "skipinitialspace", "strict"):
            object.__setattr__(self, name, bool(getattr(self, name)))
        marks = [mark for mark in (self.delimiter, self.escapechar, self.quotechar) if mark]
        special = "[%s]" % re.escape("".join(marks) + "\r\n" + self.lineterminator)
        object.__setattr__(self, "_special", re.compile(special))
        # What is taken at once outside and inside of quotes.
        object.__setattr__(self, "_plain", re.compile("[^%s]+" % re.escape("\r\n" + self.delimiter + (self.escapechar or ""))))
        inside = (self.quotechar or "") + (self.escapechar or "")
        object.__setattr__(self, "_inside", re.compile("[^%s]+" % re.escape(inside) if inside else "(?s:.)+"))

    def _check(self):
        for name in ("delimiter", "escapechar", "quotechar"):
            value = getattr(self, name)
            if value is None and name != "delimiter":
                continue
            optional = "" if name == "delimiter" else " or None"
            if not isinstance(value, str):
                raise TypeError('"%s" must be a unicode character%s, not %s' % (name, optional, type(value).__name__))
            if len(value) != 1:
                raise TypeError(
                    '"%s" must be a unicode character%s, not a string of length %d' % (name, optional, len(value))
                )
            if value in "\r\n" or value == " " and name != "delimiter" and self.skipinitialspace:
                raise ValueError("bad %s value" % name)
        if type(self.quoting) is not int:
            raise TypeError('"quoting" must be an integer, not %s' % type(self.quoting).__name__)
        if not 0 <= self.quoting <= QUOTE_NOTNULL:
            raise TypeError('bad "quoting" value')
        if self.quoting != QUOTE_NONE and self.quotechar is None:
            raise TypeError("quotechar must be set if quoting enabled")
        if not isinstance(self.lineterminator, str):
            kind = type(self.lineterminator).__name__
            raise TypeError("lineterminator must be set" if self.lineterminator is None else
                            '"lineterminator" must be a string, not %s' % kind)
        marks = [mark for mark in (self.delimiter, self.escapechar, self.quotechar) if mark is not None]
        if len(set(marks)) < len(marks):
            pairs = (("delimiter", "escapechar"), ("delimiter", "quotechar"), ("escapechar", "quotechar"))
            one, other = next(pair for pair in pairs if getattr(self, pair[0]) == getattr(self, pair[1]) is not None)
            raise ValueError("bad %s or %s value" % (one, other))
        for mark in marks:
            if mark in self.lineterminator:
                name = next(name for name in ("delimiter", "escapechar", "quotechar") if getattr(self, name) == mark)
                raise ValueError("bad %s or lineterminator value" % name)

    def __setattr__(self, name, value):
        raise AttributeError("attribute '%s' of '_csv.Dialect' objects is not writable" % name)

    def __delattr__(self, name):
        raise AttributeError("attribute '%s' of '_csv.Dialect' objects is not writable" % name)

    def __reduce_ex__(self, protocol):
        raise TypeError("cannot pickle 'Dialect' instances")


_DEFAULTS = {
    "delimiter": ",", "doublequote": True, "escapechar": None, "lineterminator": "\r\n", "quotechar": '"',
    "quoting": QUOTE_MINIMAL, "skipinitialspace": False, "strict": False,
}


def register_dialect(name, dialect=None, /, **given):
    if not isinstance(name, str):
        raise TypeError("dialect name must be a string")
    _dialects[name] = Dialect(dialect, **given)


def unregister_dialect(name):
    if name not in _dialects:
        raise Error("unknown dialect")
    del _dialects[name]


def get_dialect(name):
    if name not in _dialects:
        raise Error("unknown dialect")
    return _dialects[name]


def list_dialects():
    return list(_dialects)


def field_size_limit(*new):
    """How many characters a field may have; with a number, the limit is that from now on."""
    global _limit
    before = _limit
    if new:
        if not isinstance(new[0], int):
            raise TypeError("limit must be an integer")
        _limit = new[0]
    return before


def _dialect_of(dialect, given):
    return dialect if isinstance(dialect, Dialect) and not given else Dialect(dialect, **given)


class Reader:
    """Rows of an iterable of lines."""

    def __init__(self, lines, dialect=None, /, **given):
        self._lines = iter(lines)
        self.dialect = _dialect_of(dialect, given)
        self.line_num = 0

    def __iter__(self):
        return self

    def __next__(self):
        row = _Row(self.dialect)
        while True:
            try:
                line = next(self._lines)
            except StopIteration:
                if not row.has_begun():
                    raise
                if self.dialect.strict:
                    raise Error("unexpected end of data") from None
                row.save()
                return row.fields
            if not isinstance(line, str):
                raise Error(
                    "iterator should return strings, not %s (the file should be opened in text mode)" % type(line).__name__
                )
            self.line_num += 1
            if row.take(line):
                return row.fields


_START, _FIELD, _ESCAPED, _AFTER_ESCAPED_BREAK, _PLAIN, _QUOTED, _ESCAPED_IN_QUOTES, _QUOTE_IN_QUOTES, _BREAK = range(9)


class _Row:
    """One row, which may go on behind the end of a line."""

    def __init__(self, dialect):
        self._dialect = dialect
        self.fields = []
        self._state = _START
        self._parts = []
        self._size = 0
        # Not in quotes.
        self._is_bare = True

    def has_begun(self):
        """Whether a field is open at the end of all lines."""
        return bool(self._size) or self._state == _QUOTED

    def take(self, line):
        """Takes a line; returns whether the row ends with it."""
        dialect = self._dialect
        if self._state == _START and self._is_simple(line):
            body = line.rstrip("\r\n")
            if body:
                self.fields = body.split(dialect.delimiter)
            return True
        place, end = 0, len(line)
        while place < end:
            pattern = dialect._plain if self._state == _PLAIN else dialect._inside if self._state == _QUOTED else None
            found = pattern and pattern.match(line, place)
            if found:
                self._add(found[0])
                place = found.end()
            else:
                self._step(line[place])
                place += 1
        self._end_line()
        return self._state == _START

    def _is_simple(self, line):
        """Whether splitting is all that there is to do."""
        dialect = self._dialect
        if dialect.skipinitialspace or dialect.quoting > QUOTE_ALL and dialect.quoting != QUOTE_NONE or len(line) > _limit:
            return False
        if dialect.quotechar is not None and dialect.quotechar in line or dialect.escapechar and dialect.escapechar in line:
            return False
        body = line[:-2] if line.endswith("\r\n") else line[:-1] if line.endswith(("\n", "\r")) else line
        return "\r" not in body and "\n" not in body

    def _add(self, text):
        self._size += len(text)
        if self._size > _limit:
            raise Error("field larger than field limit (%d)" % _limit)
        self._parts.append(text)

    def save(self):
        text = "".join(self._parts)
        quoting = self._dialect.quoting
        if self._is_bare and text and quoting in (QUOTE_NONNUMERIC, QUOTE_STRINGS):
            text = float(text)
        elif self._is_bare and not text and quoting in (QUOTE_STRINGS, QUOTE_NOTNULL):
            text = None
        self.fields.append(text)
        self._parts, self._size, self._is_bare = [], 0, True

    def _step(self, letter):
        dialect, state = self._dialect, self._state
        if state == _START:
            if letter in "\r\n":
                self._state = _BREAK
                return
            state = _FIELD
        if state == _FIELD:
            self._begin_field(letter)
        elif state == _ESCAPED:
            self._add(letter)
            self._state = _AFTER_ESCAPED_BREAK if letter in "\r\n" else _PLAIN
        elif state in (_PLAIN, _AFTER_ESCAPED_BREAK):
            self._go_on(letter)
        elif state == _QUOTED:
            if letter == dialect.escapechar:
                self._state = _ESCAPED_IN_QUOTES
            elif letter == dialect.quotechar and dialect.quoting != QUOTE_NONE:
                self._state = _QUOTE_IN_QUOTES if dialect.doublequote else _PLAIN
            else:
                self._add(letter)
        elif state == _ESCAPED_IN_QUOTES:
            self._add(letter)
            self._state = _QUOTED
        elif state == _QUOTE_IN_QUOTES:
            self._end_quotes(letter)
        elif letter not in "\r\n":
            raise Error("new-line character seen in unquoted field - do you need to open the file with newline=''?")

    def _begin_field(self, letter):
        dialect = self._dialect
        self._state = _FIELD
        if letter in "\r\n":
            self.save()
            self._state = _BREAK
        elif letter == dialect.quotechar and dialect.quoting != QUOTE_NONE:
            self._is_bare = False
            self._state = _QUOTED
        elif letter == dialect.escapechar:
            self._state = _ESCAPED
        elif letter == " " and dialect.skipinitialspace:
            pass
        elif letter == dialect.delimiter:
            self.save()
        else:
            self._add(letter)
            self._state = _PLAIN

    def _go_on(self, letter):
        dialect = self._dialect
        if letter in "\r\n":
            self.save()
            self._state = _BREAK
        elif letter == dialect.escapechar:
            self._state = _ESCAPED
        elif letter == dialect.delimiter:
            self.save()
            self._state = _FIELD
        else:
            self._add(letter)

    def _end_quotes(self, letter):
        dialect = self._dialect
        if letter == dialect.quotechar and dialect.quoting != QUOTE_NONE:
            self._add(letter)
            self._state = _QUOTED
        elif letter == dialect.delimiter:
            self.save()
            self._state = _FIELD
        elif letter in "\r\n":
            self.save()
            self._state = _BREAK
        elif dialect.strict:
            raise Error("'%s' expected after '%s'" % (dialect.delimiter, dialect.quotechar))
        else:
            self._add(letter)
            self._state = _PLAIN

    def _end_line(self):
        if self._state in (_ESCAPED, _ESCAPED_IN_QUOTES):
            self._add("\n")
            self._state = _PLAIN if self._state == _ESCAPED else _QUOTED
        elif self._state in (_FIELD, _PLAIN, _QUOTE_IN_QUOTES):
            self.save()
            self._state = _START
        elif self._state == _BREAK:
            self._state = _START


class Writer:
    """Writes rows to whatever has a `write`."""

    def __init__(self, file, dialect=None, /, **given):
        if not callable(getattr(file, "write", None)):
            raise TypeError('argument 1 must have a "write" method')
        self._write = file.write
        self.dialect = _dialect_of(dialect, given)

    def writerow(self, row, /):
        dialect = self.dialect
        try:
            fields = list(row)
        except TypeError:
            raise Error("iterable expected, not %s" % type(row).__name__) from None
        text = dialect.delimiter.join([self._field(field) for field in fields])
        if len(fields) == 1 and not text:
            if _stays_bare(dialect, fields[0]):
                raise Error("single empty field record must be quoted")
            text = dialect.quotechar * 2
        return self._write(text + dialect.lineterminator)

    def writerows(self, rows, /):
        for row in rows:
            self.writerow(row)

    def _field(self, field):
        dialect = self.dialect
        text = field if isinstance(field, str) else "" if field is None else str(field)
        quoting = dialect.quoting
        is_quoted = (
            quoting == QUOTE_ALL
            or quoting == QUOTE_NONNUMERIC and not _is_number(field)
            or quoting == QUOTE_STRINGS and isinstance(field, str)
            or quoting == QUOTE_NOTNULL and field is not None
        )
        if not text and dialect.delimiter == " " and dialect.skipinitialspace:
            if _stays_bare(dialect, field):
                raise Error("empty field must be quoted if delimiter is a space and skipinitialspace is true")
            is_quoted = True
        if dialect._special.search(text):
            parts = []
            for letter in text:
                mark, needs_quotes = self._mark(letter)
                is_quoted = is_quoted or needs_quotes
                parts.append(mark + letter)
            text = "".join(parts)
        return dialect.quotechar + text + dialect.quotechar if is_quoted else text

    def _mark(self, letter):
        """What goes before a letter, and whether the field is to be quoted for its sake."""
        dialect = self.dialect
        if not dialect._special.match(letter):
            return "", False
        if dialect.quoting != QUOTE_NONE:
            if letter == dialect.quotechar and dialect.doublequote:
                return letter, True
            if letter not in (dialect.quotechar, dialect.escapechar):
                return "", True
        if dialect.escapechar is None:
            raise Error("need to escape, but no escapechar set")
        return dialect.escapechar, False


def _stays_bare(dialect, field):
    return dialect.quoting == QUOTE_NONE or field is None and dialect.quoting in (QUOTE_STRINGS, QUOTE_NOTNULL)


def _is_number(field):
    return any(hasattr(type(field), name) for name in ("__index__", "__int__", "__float__")) or isinstance(field, complex)


def reader(lines, dialect=None, /, **given):
    return Reader(lines, dialect, **given)


def writer(file, dialect=None, /, **given):
    return Writer(file, dialect, **given)

"""`psycopg2.sql`: statements put together of texts, names and values."""

import _literals

__all__ = ["Composable", "Composed", "SQL", "Identifier", "Literal", "Placeholder", "NULL", "DEFAULT"]


class Composable:
    def __init__(self, wrapped):
        self._wrapped = wrapped

    def __repr__(self):
        return "%s(%r)" % (type(self).__name__, self._wrapped)

    def as_string(self, context=None):
        raise NotImplementedError

    def as_bytes(self, context=None):
        return self.as_string(context).encode("utf-8")

    def __add__(self, other):
        if not isinstance(other, Composable):
            return NotImplemented
        return Composed([self]) + (other if isinstance(other, Composed) else Composed([other]))

    def __mul__(self, count):
        return Composed([self] * count)

    def __eq__(self, other):
        return type(self) is type(other) and self._wrapped == other._wrapped

    def __ne__(self, other):
        return not self == other

    __hash__ = None


class Composed(Composable):
    def __init__(self, seq):
        parts = list(seq)
        for part in parts:
            if not isinstance(part, Composable):
                raise TypeError("Composed elements must be Composable, got %r instead" % (part,))
        super().__init__(parts)

    @property
    def seq(self):
        return list(self._wrapped)

    def as_string(self, context=None):
        return "".join(part.as_string(context) for part in self._wrapped)

    def __iter__(self):
        return iter(self._wrapped)

    def __add__(self, other):
        if isinstance(other, Composed):
            return Composed(self._wrapped + other._wrapped)
        if isinstance(other, Composable):
            return Composed(self._wrapped + [other])
        return NotImplemented

    def join(self, joiner):
        if isinstance(joiner, str):
            joiner = SQL(joiner)
        elif not isinstance(joiner, SQL):
            raise TypeError("Composed.join() argument must be a string or an SQL")
        return joiner.join(self)


class SQL(Composable):
    def __init__(self, string):
        if not isinstance(string, str):
            raise TypeError("SQL values must be strings")
        super().__init__(string)

    @property
    def string(self):
        return self._wrapped

    def as_string(self, context=None):
        return self._wrapped

    def format(self, *args, **kwargs):
        from string import Formatter

        parts, place = [], 0
        for text, name, spec, conversion in Formatter().parse(self._wrapped):
            if spec:
                raise ValueError("no format specification supported by SQL")
            if conversion:
                raise ValueError("no format conversion supported by SQL")
            if text:
                parts.append(SQL(text))
            if name is None:
                continue
            if name == "" or name.isdigit():
                if place is None if name == "" else place:
                    raise ValueError("cannot switch from %s" % _SWITCHES[name == ""])
                parts.append(args[place if name == "" else int(name)])
                place = place + 1 if name == "" else None
            else:
                parts.append(kwargs[name])
        return Composed(parts)

    def join(self, seq):
        joined = []
        for part in seq:
            joined += [self, part] if joined else [part]
        return Composed(joined)


_SWITCHES = {
    True: "manual field numbering to automatic",
    False: "automatic field numbering to manual",
}


class Identifier(Composable):
    def __init__(self, *strings):
        if not strings:
            raise TypeError("Identifier cannot be empty")
        if not all(isinstance(string, str) for string in strings):
            raise TypeError("SQL identifier parts must be strings")
        super().__init__(strings)

    @property
    def strings(self):
        return self._wrapped

    @property
    def string(self):
        if len(self._wrapped) > 1:
            raise AttributeError("the Identifier wraps more than one than one string")
        return self._wrapped[0]

    def __repr__(self):
        return "Identifier(%s)" % ", ".join(map(repr, self._wrapped))

    def as_string(self, context=None):
        return ".".join('"%s"' % string.replace('"', '""') for string in self._wrapped)


class Literal(Composable):
    @property
    def wrapped(self):
        return self._wrapped

    def as_string(self, context=None):
        return _literals.literal(self._wrapped)


class Placeholder(Composable):
    def __init__(self, name=None):
        if isinstance(name, str):
            if ")" in name:
                raise ValueError("invalid name: %r" % name)
        elif name is not None:
            raise TypeError("expected string or None as name, got %r" % (name,))
        super().__init__(name)

    @property
    def name(self):
        return self._wrapped

    def __repr__(self):
        return "Placeholder(%s)" % ("" if self._wrapped is None else repr(self._wrapped))

    def as_string(self, context=None):
        return "%s" if self._wrapped is None else "%%(%s)s" % self._wrapped


NULL = SQL("NULL")
DEFAULT = SQL("DEFAULT")

"""The text of a `.env` file, statement by statement."""

_DOUBLE = {"\\": "\\", "'": "'", '"': '"', "a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_SINGLE = {"\\": "\\", "'": "'"}


class Unreadable(Exception):
    """The statement is none; the rest of its line is skipped."""


class Binding:
    """One statement: `key` and `value`, its text and line; without a key it is a comment, a blank or an error."""

    def __init__(self, key, value, text, line, error):
        self.key = key
        self.value = value
        self.text = text
        self.line = line
        self.error = error


class Reader:
    """A place in the text."""

    def __init__(self, text):
        self.text = text.removeprefix("\ufeff")
        self.at = 0

    def peek(self):
        return self.text[self.at : self.at + 1]

    def skip(self, wanted):
        start = self.at
        while self.at < len(self.text) and wanted(self.text[self.at]):
            self.at += 1
        return self.text[start : self.at]

    def skip_blanks(self):
        return self.skip(_is_blank)

    def skip_line_end(self):
        if self.text.startswith("\r\n", self.at):
            self.at += 2
        elif self.peek() in ("\r", "\n"):
            self.at += 1
        elif self.at < len(self.text):
            raise Unreadable

    def export(self):
        start = self.at
        if self.text.startswith("export", self.at):
            self.at += len("export")
            if not self.skip_blanks():
                self.at = start

    def key(self):
        if self.peek() == "#":
            return None
        if self.peek() == "'":
            end = self.text.find("'", self.at + 1)
            if end < self.at + 2:
                raise Unreadable
            key = self.text[self.at + 1 : end]
            self.at = end + 1
            return key
        key = self.skip(lambda letter: letter not in "=#" and not letter.isspace())
        if not key:
            raise Unreadable
        return key

    def value(self):
        first = self.peek()
        if first == "'":
            return _unescaped(self.quoted("'"), _SINGLE)
        if first == '"':
            return _unescaped(self.quoted('"'), _DOUBLE)
        text = self.skip(_is_in_line)
        for place in range(1, len(text)):
            if text[place] == "#" and text[place - 1].isspace():
                return text[:place].rstrip()
        return text.rstrip()

    def quoted(self, quote):
        end = self.at + 1
        while end < len(self.text) and self.text[end] != quote:
            end += 2 if self.text[end] == "\\" else 1
        if end >= len(self.text):
            raise Unreadable
        inner = self.text[self.at + 1 : end]
        self.at = end + 1
        return inner


def _is_blank(letter):
    return letter.isspace() and letter not in "\r\n"


def _is_in_line(letter):
    return letter not in "\r\n"


def _unescaped(text, escapes):
    parts = []
    at = 0
    while True:
        found = text.find("\\", at)
        if found < 0:
            return "".join(parts) + text[at:]
        parts.append(text[at:found])
        letter = text[found + 1 : found + 2]
        parts.append(escapes.get(letter, "\\"))
        at = found + (2 if letter in escapes else 1)


def _statement(reader):
    """Key and value of the next statement."""
    reader.skip(str.isspace)
    if reader.at >= len(reader.text):
        return None, None
    reader.export()
    key = reader.key()
    reader.skip_blanks()
    value = None
    if reader.peek() == "=":
        reader.at += 1
        spaced = bool(reader.skip_blanks())
        # `KEY= # words` is empty; `KEY=#words` has a value.
        value = "" if spaced and reader.peek() == "#" else reader.value()
    before = reader.at
    reader.skip_blanks()
    if reader.peek() == "#":
        reader.skip(_is_in_line)
    else:
        reader.at = before
    reader.skip_blanks()
    reader.skip_line_end()
    return key, value


def parse(text):
    """Yields the statements."""
    reader = Reader(text)
    line = 1
    while reader.at < len(reader.text):
        start = reader.at
        error = False
        try:
            key, value = _statement(reader)
        except Unreadable:
            key = value = None
            error = True
            reader.skip(_is_in_line)
            reader.at += 1 if reader.peek() else 0
        original = reader.text[start : reader.at]
        yield Binding(key, value, original, line, error)
        line += len(original.replace("\r\n", "\n").replace("\r", "\n").split("\n")) - 1

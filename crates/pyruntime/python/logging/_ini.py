"""Reads an ini file for `fileConfig` as ConfigParser does; whatever is odd is left to ConfigParser itself."""


class Odd(Exception):
    """Something only the real ConfigParser should judge, or word the error of."""


class Ini:
    """The part of a ConfigParser that `fileConfig` uses."""

    def __init__(self, text, defaults=None):
        self._text = text
        self._given = defaults
        self._defaults = {str(key).lower(): str(value) for key, value in (defaults or {}).items()}
        self._sections = {}
        self._read(text)

    def _read(self, text):
        section = option = None
        indent = 0
        for line in text.splitlines():
            value = line.strip()
            comment = value[:1] in ("#", ";")
            if not value or comment:
                if not comment and option is not None:
                    section[option].append("")
                continue
            depth = len(line) - len(line.lstrip())
            if option is not None and depth > indent:
                section[option].append(value)
                continue
            indent = depth
            if value[0] == "[" and value.rfind("]") > 1:
                section, option = self._open(value[1 : value.rindex("]")]), None
                continue
            ends = [end for end in (value.find("="), value.find(":")) if end >= 0]
            if section is None or not ends:
                raise Odd
            option = value[: min(ends)].rstrip().lower()
            if not option or option in section:
                raise Odd
            section[option] = [value[min(ends) + 1 :].strip()]
        for section in self._sections.values():
            for option, lines in section.items():
                section[option] = "\n".join(lines).rstrip()
        self._defaults.update(self._sections.pop("DEFAULT", {}))

    def _open(self, name):
        if name in self._sections and name != "DEFAULT":
            raise Odd
        return self._sections.setdefault(name, {})

    def real(self):
        """The same text in a real ConfigParser, for its errors."""
        import configparser

        parser = configparser.ConfigParser(self._given)
        parser.read_string(self._text)
        return parser

    def __getitem__(self, name):
        if name == "DEFAULT":
            return Section(self, name, {})
        if name not in self._sections:
            raise KeyError(name)
        return Section(self, name, self._sections[name])

    def get(self, section, option, *, raw=False, fallback=None):
        if section not in self._sections:
            return fallback
        return self[section].get(option, fallback, raw=raw)


class Section:
    """One section, with the defaults behind it."""

    def __init__(self, ini, name, values):
        self._ini = ini
        self._name = name
        self._values = {**ini._defaults, **values}

    def __contains__(self, option):
        return option.lower() in self._values

    def __getitem__(self, option):
        if option.lower() not in self._values:
            raise KeyError(option)
        return self.get(option)

    def get(self, option, fallback=None, *, raw=False):
        value = self._values.get(option.lower())
        if value is None:
            return fallback
        if raw or "%" not in value:
            return value
        try:
            return self._interpolate(value, 1)
        except Odd:
            return self._ini.real().get(self._name, option)

    def getint(self, option, fallback=None):
        value = self.get(option)
        return fallback if value is None else int(value)

    def _interpolate(self, value, depth):
        if depth > 10:
            raise Odd
        done = []
        while "%" in value:
            before, _, value = value.partition("%")
            done.append(before)
            if value[:1] == "%":
                done.append("%")
                value = value[1:]
                continue
            name, closed, rest = value[1:].partition(")")
            found = self._values.get(name.lower())
            if value[:1] != "(" or not name or not closed or rest[:1] != "s" or found is None:
                raise Odd
            done.append(self._interpolate(found, depth + 1))
            value = rest[1:]
        return "".join(done) + value

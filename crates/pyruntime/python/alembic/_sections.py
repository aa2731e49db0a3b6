"""The sections of an ini file, with ConfigParser's interpolation, but without its import."""


class Sections:
    """Raw values by section and key; `%(key)s` and `%%` are read on the way out, as ConfigParser does."""

    def __init__(self, sections, defaults):
        self._raw = {name: dict(values) for name, values in sections.items() if name != "DEFAULT"}
        self._defaults = dict(sections.get("DEFAULT", {}))
        self._defaults.update(defaults)

    def raw(self):
        """Returns the defaults, and the values of each section as they stand."""
        return dict(self._defaults), {name: dict(values) for name, values in self._raw.items()}

    def has_section(self, section):
        return section in self._raw

    def has_option(self, section, option):
        option = option.lower()
        return section in self._raw and (option in self._raw[section] or option in self._defaults)

    def add_section(self, section):
        if section in self._raw:
            _fail("DuplicateSectionError", section)
        self._raw[section] = {}

    def get(self, section, option, fallback=()):
        """Returns a value; `()` as `fallback` means that a missing one is an error."""
        if section not in self._raw:
            if fallback == ():
                _fail("NoSectionError", section)
            return fallback
        values = self._all(section)
        option = option.lower()
        if option not in values:
            if fallback == ():
                _fail("NoOptionError", option, section)
            return fallback
        return self._interpolated(section, option, values)

    def items(self, section):
        if section not in self._raw:
            _fail("NoSectionError", section)
        values = self._all(section)
        return [(option, self._interpolated(section, option, values)) for option in values]

    def set(self, section, option, value):
        if not isinstance(value, str):
            raise TypeError("option values must be strings")
        _check(value)
        self._raw[section][option.lower()] = value

    def remove_option(self, section, option):
        if section not in self._raw:
            _fail("NoSectionError", section)
        return self._raw[section].pop(option.lower(), None) is not None

    def as_config_parser(self):
        """Returns a real ConfigParser with the same content."""
        import configparser

        parser = configparser.ConfigParser(self._defaults)
        checking = parser._interpolation
        # Values come as they stood in the file, where a bare `%` is no error before somebody reads it.
        parser._interpolation = configparser.Interpolation()
        parser.read_dict(self._raw)
        parser._interpolation = checking
        return parser

    def _all(self, section):
        values = dict(self._defaults)
        values.update(self._raw[section])
        return values

    def _interpolated(self, section, option, values):
        raw = values[option]
        if raw is None or "%" not in raw:
            return raw
        return _interpolate(section, option, raw, raw, values, 1)


def _interpolate(section, option, text, raw, values, depth):
    if depth > 10:
        _fail("InterpolationDepthError", option, section, raw)
    parts = []
    while True:
        before, percent, rest = text.partition("%")
        parts.append(before)
        if not percent:
            return "".join(parts)
        if rest[:1] == "%":
            parts.append("%")
            text = rest[1:]
            continue
        if rest[:1] != "(":
            _fail(
                "InterpolationSyntaxError",
                option,
                section,
                "'%%' must be followed by '%%' or '(', found: %r" % ("%" + rest),
            )
        name, closed, after = rest[1:].partition(")s")
        if not closed or not name or ")" in name:
            _fail("InterpolationSyntaxError", option, section, "bad interpolation variable reference %r" % ("%" + rest))
        key = name.lower()
        if key not in values:
            _fail("InterpolationMissingOptionError", option, section, raw, key)
        value = values[key]
        parts.append(_interpolate(section, option, value, raw, values, depth + 1) if "%" in value else value)
        text = after


def _check(value):
    """Refuses what could not be read back, as `ConfigParser.set` does."""
    rest = value.replace("%%", "")
    while "%(" in rest:
        before, _, after = rest.partition("%(")
        name, closed, after = after.partition(")s")
        if not closed or not name or ")" in name:
            break
        rest = before + after
    if "%" in rest:
        raise ValueError("invalid interpolation syntax in %r at position %d" % (value, rest.find("%")))


def _fail(name, *arguments):
    import configparser

    raise getattr(configparser, name)(*arguments)

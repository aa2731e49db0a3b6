"""What RustPython 0.5.0 gets wrong in modules written in Python or made for one of them, set right after their import."""

import _limbeck


def prefixes(compiler):
    """A literal that runs into a group was searched for as if the group stood behind all of it: `a(b)` not in "ab"."""
    whole = compiler._get_literal_prefix

    def literal_prefix(pattern, flags):
        prefix, skip, is_all = whole(pattern, flags)
        if is_all and skip is None:
            return prefix, skip, True
        return [], None, False

    compiler._get_literal_prefix = literal_prefix


def patterns(re):
    """Methods of patterns and matches."""
    pattern = re.compile("")
    find_all, find_each = type(pattern).findall, type(pattern).finditer
    group_dictionary = type(pattern.match("")).groupdict

    def findall(self, string, *bounds, **named_bounds):
        if not self.groups:
            return find_all(self, string, *bounds, **named_bounds)
        # A group that took no part is an empty text.
        empty = string[:0]
        found = [match.groups(empty) for match in find_each(self, string, *bounds, **named_bounds)]
        return [groups[0] for groups in found] if self.groups == 1 else found

    def groupdict(self, default=None):
        return group_dictionary(self, default)

    def expand(self, template):
        from re import _parser

        parts = _parser.parse_template(template, self.re)
        empty = template[:0]
        return empty.join(part if type(part) is not int else self.group(part) or empty for part in parts)

    _limbeck.put(type(pattern), "findall", findall)
    _limbeck.put(type(pattern.match("")), "groupdict", groupdict)
    _limbeck.put(type(pattern.match("")), "expand", expand)


def numbers(decoder):
    """The scanner takes `01`, `+1` and `1.` for numbers, and falls over `2024-01-01`."""
    from re import compile

    number = compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
    make = decoder.JSONDecoder.__init__

    def checked(kind):
        def value(text):
            if not number.fullmatch(text):
                found = number.match(text)
                raise decoder.JSONDecodeError("Extra data" if found else "Expecting value", text, found.end() if found else 0)
            return kind(text)

        return value

    integer, real = checked(int), checked(float)

    def __init__(self, *, parse_float=None, parse_int=None, **others):
        make(
            self,
            parse_float=checked(parse_float) if parse_float else real,
            parse_int=checked(parse_int) if parse_int else integer,
            **others,
        )

    decoder.JSONDecoder.__init__ = __init__


def warnings_of_dates(strptime):
    """It warns with the folder of its file, which a module that is frozen in has not."""
    strptime.__file__ = "<frozen>/_strptime.py"

"""Stand-in for `orjson`: the library's `json` under its names."""

JSONDecodeError = JSONEncodeError = ValueError
OPT_APPEND_NEWLINE, OPT_INDENT_2, OPT_NAIVE_UTC, OPT_NON_STR_KEYS, OPT_OMIT_MICROSECONDS = 1024, 1, 2, 4, 8
OPT_PASSTHROUGH_DATACLASS, OPT_PASSTHROUGH_DATETIME, OPT_PASSTHROUGH_SUBCLASS = 2048, 512, 256
OPT_SERIALIZE_DATACLASS, OPT_SERIALIZE_NUMPY, OPT_SERIALIZE_UUID, OPT_SORT_KEYS, OPT_STRICT_INTEGER, OPT_UTC_Z = 0, 16, 0, 32, 64, 128


def loads(obj, /):
    import json

    return json.loads(obj)


def dumps(obj, /, default=None, option=None):
    import json

    from pydantic._serialize import to_jsonable_python

    option = option or 0
    indented = bool(option & OPT_INDENT_2)
    text = json.dumps(
        to_jsonable_python(obj, fallback=default),
        indent=2 if indented else None,
        separators=(",", ": ") if indented else (",", ":"),
        sort_keys=bool(option & OPT_SORT_KEYS),
        ensure_ascii=False,
    )
    return (text + ("\n" if option & OPT_APPEND_NEWLINE else "")).encode("utf-8")

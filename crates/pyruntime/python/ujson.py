"""Stand-in for `ujson`: the library's `json`."""

from json import JSONDecodeError, JSONDecoder, JSONEncoder, dump, dumps, load, loads  # noqa: F401

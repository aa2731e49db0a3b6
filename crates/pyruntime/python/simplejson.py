"""Stand-in for `simplejson`: the library's `json`."""

from json import JSONDecodeError, JSONDecoder, JSONEncoder, dump, dumps, load, loads  # noqa: F401

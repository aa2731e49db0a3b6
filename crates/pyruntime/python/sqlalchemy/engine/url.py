"""Database URLs."""

_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~")


def _quoted(text, kept):
    """Percent-encodes; `kept` are the further characters that stay."""
    kept = kept.encode()
    return "".join(
        chr(byte) if byte in _UNRESERVED or byte in kept else "%%%02X" % byte for byte in str(text).encode("utf-8")
    )


def _unquoted(text):
    if "%" not in text:
        return text
    parts = text.encode("utf-8").split(b"%")
    found = [parts[0]]
    for part in parts[1:]:
        try:
            found.append(bytes([int(part[:2], 16)]) + part[2:])
        except ValueError:
            found.append(b"%" + part)
    return b"".join(found).decode("utf-8", "replace")


def _query_pairs(text):
    """The pairs behind `?`, decoded."""
    pairs = []
    for piece in text.split("&"):
        if not piece:
            continue
        key, separator, value = piece.partition("=")
        if separator and value:
            pairs.append((_unquoted(key.replace("+", " ")), _unquoted(value.replace("+", " "))))
    return pairs


class _Query(dict):
    """The query of a URL: a read-only mapping."""

    def __setitem__(self, key, value):
        raise TypeError("immutabledict object is immutable")

    def __hash__(self):
        return hash(tuple(sorted(self.items())))

    def __repr__(self):
        return "immutabledict(%s)" % dict.__repr__(self)

    def union(self, other):
        return _Query(dict(self, **other))


_FIELDS = ("drivername", "username", "password", "host", "port", "database", "query")


class URL(tuple):
    """A tuple of drivername, username, password, host, port, database and query."""

    def __new__(
        cls, drivername=None, username=None, password=None, host=None, port=None, database=None, query=_Query()
    ):
        return tuple.__new__(cls, (drivername, username, password, host, port, database, query))

    @classmethod
    def create(cls, drivername, username=None, password=None, host=None, port=None, database=None, query=_Query()):
        if not isinstance(drivername, str):
            raise TypeError("drivername must be a string")
        if port is not None:
            try:
                port = int(port)
            except ValueError:
                raise TypeError("Port argument must be an integer or None") from None
        return cls(drivername, username, password, host, port, database, _query_of(query))

    drivername = property(lambda self: self[0])
    username = property(lambda self: self[1])
    password = property(lambda self: self[2])
    host = property(lambda self: self[3])
    port = property(lambda self: self[4])
    database = property(lambda self: self[5])
    query = property(lambda self: self[6])

    def set(self, drivername=None, username=None, password=None, host=None, port=None, database=None, query=None):
        given = (drivername, username, password, host, port, database, query)
        return URL.create(*[old if new is None else new for old, new in zip(self, given)])

    def _replace(self, **fields):
        values = dict(zip(_FIELDS, self))
        values.update(fields)
        return URL(**values)

    def _asdict(self):
        return dict(zip(_FIELDS, self))

    _fields = _FIELDS

    @property
    def normalized_query(self):
        return _Query({key: value if isinstance(value, tuple) else (value,) for key, value in self.query.items()})

    def update_query_string(self, query_string, append=False, keep_blank_values=False):
        return self.update_query_pairs(_query_pairs(query_string), append)

    def update_query_pairs(self, key_value_pairs, append=False):
        return self._with_query(_query_of(key_value_pairs), append)

    def update_query_dict(self, query_parameters, append=False):
        return self._with_query(_query_of(query_parameters), append)

    def _with_query(self, query, append):
        merged = dict(self.query)
        for key, value in query.items():
            if append and key in merged:
                before = merged[key] if isinstance(merged[key], tuple) else (merged[key],)
                merged[key] = before + (value if isinstance(value, tuple) else (value,))
            else:
                merged[key] = value
        return self._replace(query=_Query(merged))

    def difference_update_query(self, names):
        return self._replace(query=_Query({key: value for key, value in self.query.items() if key not in set(names)}))

    def render_as_string(self, hide_password=True):
        text = self.drivername + "://"
        if self.username is not None:
            text += _quoted(self.username, " +")
            if self.password is not None:
                text += ":" + ("***" if hide_password else _quoted(str(self.password), " +"))
            text += "@"
        if self.host is not None:
            text += "[%s]" % self.host if ":" in self.host else self.host
        if self.port is not None:
            text += ":" + str(self.port)
        if self.database is not None:
            text += "/" + _quoted(self.database, " +/")
        if self.query:
            pairs = []
            for key in sorted(self.query):
                value = self.query[key]
                for item in value if isinstance(value, tuple) else (value,):
                    pairs.append(
                        "%s=%s" % (_quoted(key, "").replace("%20", "+"), _quoted(item, "").replace("%20", "+"))
                    )
            text += "?" + "&".join(pairs)
        return text

    def __to_string__(self, hide_password=True):
        return self.render_as_string(hide_password)

    def __str__(self):
        return self.render_as_string(hide_password=True)

    __repr__ = __str__

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def get_backend_name(self):
        return self.drivername.partition("+")[0]

    def get_driver_name(self):
        name, _, driver = self.drivername.partition("+")
        if driver:
            return driver
        from .default import named_dialect

        return named_dialect(name).driver

    def get_dialect(self, _is_async=False):
        from .default import dialect_of_url

        return type(dialect_of_url(self))

    def translate_connect_args(self, names=None, **kw):
        arguments = {}
        for name in ("host", "database", "username", "password", "port"):
            value = getattr(self, name)
            if value:
                arguments[kw.get(name, name)] = value
        return arguments


def _query_of(given):
    if isinstance(given, _Query):
        return given
    pairs = given.items() if hasattr(given, "items") else given
    query = {}
    for key, value in pairs:
        if not isinstance(key, str):
            raise TypeError("Query dictionary keys must be strings")
        if isinstance(value, (list, tuple)):
            value = tuple(value)
        elif not isinstance(value, str):
            raise TypeError("Query dictionary values must be strings or sequences of strings")
        if key in query and not hasattr(given, "items"):
            before = query[key] if isinstance(query[key], tuple) else (query[key],)
            value = before + (value if isinstance(value, tuple) else (value,))
        query[key] = value
    return _Query(query)


def make_url(name_or_url):
    """A URL from its text; a URL is itself."""
    if isinstance(name_or_url, URL):
        return name_or_url
    if isinstance(name_or_url, str):
        return _parsed(name_or_url)
    if hasattr(name_or_url, "_sqla_is_testing_if_this_is_a_mock_object"):
        return name_or_url
    # Settings objects hand over URL objects of their own (pydantic's `PostgresDsn`); SQLAlchemy refuses them too.
    from sqlalchemy import exc

    raise exc.ArgumentError("Expected string or URL object, got %r" % (name_or_url,))


def _parsed(text):
    scheme, separator, rest = text.partition("://")
    words = scheme.replace("+", "").replace("_", "")
    if not separator or not words.isalnum():
        from sqlalchemy import exc

        raise exc.ArgumentError("Could not parse SQLAlchemy URL from given URL string")
    username = password = None
    account, separator, after = rest.partition("@")
    name, has_password, secret = account.partition(":")
    if separator and "/" not in name:
        rest = after
        username = _unquoted(name)
        password = _unquoted(secret) if has_password else None
    rest, _, query = rest.partition("?")
    place, slash, database = rest.partition("/")
    host, port = _host_and_port(place)
    return URL(
        scheme,
        username,
        password,
        host or None,
        port,
        _unquoted(database) if slash else None,
        _query_of(_query_pairs(query)),
    )


def _host_and_port(place):
    if place.startswith("["):
        host, _, rest = place[1:].partition("]")
        port = rest[1:] if rest.startswith(":") else ""
    elif ":" in place:
        host, _, port = place.partition(":")
    else:
        host, port = place, ""
    if port == "":
        return host, None
    try:
        return host, int(port)
    except ValueError:
        # What stands there may be the rest of a password with a `:` or a `/` in it, so it is not shown.
        error = ValueError("invalid literal for int() with base 10: '***'")
        error.hint = "what follows the last `:` of the host is the port; in a password write `@` as `%40`, `:` as `%3A`"
        raise error from None

"""`Url` and `MultiHostUrl`, the plain values below the types of `pydantic.networks`."""

from . import _url
from ._errors import ValidationError, fault


class _CoreUrl:
    _several = False
    _title = "url"

    def __init__(self, url):
        try:
            self._parts = parse(url, self._several)
        except Exception as error:
            raise ValidationError(self._title, error.details) from None

    @property
    def scheme(self):
        return self._parts.scheme

    @property
    def path(self):
        return self._parts.path

    @property
    def query(self):
        return self._parts.query

    @property
    def fragment(self):
        return self._parts.fragment

    def query_params(self):
        if not self._parts.query:
            return []
        from urllib.parse import parse_qsl

        return parse_qsl(self._parts.query, keep_blank_values=True)

    def unicode_string(self):
        return str(self)

    def encoded_string(self):
        return str(self)

    def __str__(self):
        return self._parts.text()

    def __repr__(self):
        return "%s(%r)" % (type(self).__name__, str(self))

    def __eq__(self, other):
        return type(other) is type(self) and str(self) == str(other)

    def __lt__(self, other):
        return str(self) < str(other)

    def __hash__(self):
        return hash(str(self))

    def __bool__(self):
        return True

    def __deepcopy__(self, memo):
        return self

    def __reduce__(self):
        return type(self), (str(self),)


def parse(value, several):
    """Parses text, or raises a Fault."""
    if not isinstance(value, str):
        raise fault("url_type", value)
    try:
        return _url.parse(value, several)
    except _url.BadUrl as error:
        raise fault("url_parsing", value, error=str(error)) from None


class Url(_CoreUrl):
    """A URL of one host."""

    @property
    def _host(self):
        return self._parts.hosts[0] if self._parts.hosts else _url.Host(None, None, None, None)

    @property
    def username(self):
        return self._host.username

    @property
    def password(self):
        return self._host.password

    @property
    def host(self):
        return self._host.host

    @property
    def port(self):
        return self._host.port if self._host.port is not None else _url.SPECIAL.get(self.scheme)

    def unicode_host(self):
        host = self._host.host
        return host.encode("ascii").decode("idna") if host and "xn--" in host else host

    @classmethod
    def build(
        cls, *, scheme, username=None, password=None, host, port=None, path=None, query=None, fragment=None
    ):
        hosts = [{"username": username, "password": password, "host": host, "port": port}]
        return cls(_url.compose(scheme, hosts, path, query, fragment))


class MultiHostUrl(_CoreUrl):
    """A URL of one or several hosts."""

    _several = True
    _title = "multi-host-url"

    def hosts(self):
        return [
            {"username": host.username, "password": host.password, "host": host.host, "port": host.port}
            for host in self._parts.hosts
        ]

    @classmethod
    def build(
        cls,
        *,
        scheme,
        hosts=None,
        username=None,
        password=None,
        host=None,
        port=None,
        path=None,
        query=None,
        fragment=None,
    ):
        single = host is not None or username is not None or password is not None or port is not None
        if hosts is not None and single:
            raise ValueError("expected one of `hosts` or singular values to be set.")
        if hosts is None:
            hosts = [{"username": username, "password": password, "host": host, "port": port}]
        return cls(_url.compose(scheme, hosts, path, query, fragment))

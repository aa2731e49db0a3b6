"""URL, address and e-mail types."""

from . import _version_1
from ._core_url import MultiHostUrl, Url, parse
from ._errors import Fault, ValidationError, fault


class UrlConstraints:
    """What a URL must be, and what is filled in."""

    def __init__(
        self,
        max_length=None,
        allowed_schemes=None,
        host_required=None,
        default_host=None,
        default_port=None,
        default_path=None,
        preserve_empty_path=None,
    ):
        self.max_length = max_length
        self.allowed_schemes = allowed_schemes
        self.host_required = host_required
        self.default_host = default_host
        self.default_port = default_port
        self.default_path = default_path
        self.preserve_empty_path = preserve_empty_path

    def apply(self, parts, value):
        if self.max_length is not None and len(parts.text()) > self.max_length:
            raise fault("url_too_long", value, max_length=self.max_length)
        if self.allowed_schemes and parts.scheme not in self.allowed_schemes:
            names = ["'%s'" % name for name in self.allowed_schemes]
            listed = names[0] if len(names) == 1 else ", ".join(names[:-1]) + " or " + names[-1]
            raise fault("url_scheme", value, expected_schemes=listed)
        for host in parts.hosts:
            if not host.host and self.default_host:
                host.host = self.default_host
            if host.port is None and self.default_port is not None:
                host.port = self.default_port
        if self.host_required and not any(host.host for host in parts.hosts):
            raise fault("url_parsing", value, error="empty host")
        if self.default_path is not None and parts.path in (None, "/"):
            parts.path = self.default_path


class _BaseUrl:
    """What all URL types share; they wrap a value of `pydantic_core`."""

    _constraints = UrlConstraints()
    _core = Url

    def __init__(self, url):
        try:
            self._url = self._validate(url)._url
        except Fault as error:
            raise ValidationError("function-wrap[wrap_val()]", error.details) from None

    @classmethod
    def _validate(cls, value):
        if isinstance(value, cls):
            return value
        text = str(value) if isinstance(value, (_BaseUrl, Url, MultiHostUrl)) else value
        parts = parse(text, cls._core._several)
        cls._constraints.apply(parts, value)
        if _version_1.is_active():
            return _version_1.url(cls, text, parts)
        core = cls._core.__new__(cls._core)
        core._parts = parts
        made = object.__new__(cls)
        made._url = core
        return made

    @classmethod
    def build(cls, **pieces):
        if _version_1.is_active():
            return _version_1.built(**pieces)
        core = cls._core.build(**pieces)
        try:
            return cls._validate(core)
        except Fault as error:
            raise ValidationError("function-wrap[wrap_val()]", error.details) from None

    scheme = property(lambda self: self._url.scheme)
    path = property(lambda self: self._url.path)
    query = property(lambda self: self._url.query)
    fragment = property(lambda self: self._url.fragment)

    def query_params(self):
        return self._url.query_params()

    def unicode_string(self):
        return self._url.unicode_string()

    def encoded_string(self):
        return str(self)

    def __str__(self):
        return str(self._url)

    def __repr__(self):
        return "%s(%r)" % (type(self).__name__, str(self._url))

    def __eq__(self, other):
        return type(other) is type(self) and self._url == other._url

    def __lt__(self, other):
        return self._url < other._url

    def __hash__(self):
        return hash(self._url)

    def __len__(self):
        return len(str(self._url))

    def __deepcopy__(self, memo):
        return self

    def __reduce__(self):
        return type(self), (str(self),)


class AnyUrl(_BaseUrl):
    """A URL of one host."""

    username = property(lambda self: self._url.username)
    password = property(lambda self: self._url.password)
    host = property(lambda self: self._url.host)
    port = property(lambda self: self._url.port)

    def unicode_host(self):
        return self._url.unicode_host()


class _BaseMultiHostUrl(_BaseUrl):
    """A URL of one or several hosts."""

    _core = MultiHostUrl

    def hosts(self):
        return self._url.hosts()


class AnyHttpUrl(AnyUrl):
    _constraints = UrlConstraints(allowed_schemes=["http", "https"])


class HttpUrl(AnyUrl):
    _constraints = UrlConstraints(max_length=2083, allowed_schemes=["http", "https"])


class AnyWebsocketUrl(AnyUrl):
    _constraints = UrlConstraints(allowed_schemes=["ws", "wss"])


class WebsocketUrl(AnyUrl):
    _constraints = UrlConstraints(max_length=2083, allowed_schemes=["ws", "wss"])


class FileUrl(AnyUrl):
    _constraints = UrlConstraints(allowed_schemes=["file"])


class FtpUrl(AnyUrl):
    _constraints = UrlConstraints(allowed_schemes=["ftp"])


class PostgresDsn(_BaseMultiHostUrl):
    _constraints = UrlConstraints(
        host_required=True,
        allowed_schemes=[
            "postgres",
            "postgresql",
            "postgresql+asyncpg",
            "postgresql+pg8000",
            "postgresql+psycopg",
            "postgresql+psycopg2",
            "postgresql+psycopg2cffi",
            "postgresql+py-postgresql",
            "postgresql+pygresql",
        ],
    )

    host = property(lambda self: self._url._parts.hosts[0].host)


class CockroachDsn(AnyUrl):
    _constraints = UrlConstraints(
        host_required=True, allowed_schemes=["cockroachdb", "cockroachdb+psycopg2", "cockroachdb+asyncpg"]
    )


class AmqpDsn(AnyUrl):
    _constraints = UrlConstraints(allowed_schemes=["amqp", "amqps"])


class RedisDsn(AnyUrl):
    _constraints = UrlConstraints(
        allowed_schemes=["redis", "rediss"],
        default_host="localhost",
        default_port=6379,
        default_path="/0",
        host_required=True,
    )


class MongoDsn(_BaseMultiHostUrl):
    _constraints = UrlConstraints(allowed_schemes=["mongodb", "mongodb+srv"], default_port=27017)


class KafkaDsn(AnyUrl):
    _constraints = UrlConstraints(allowed_schemes=["kafka"], default_host="localhost", default_port=9092)


class NatsDsn(_BaseMultiHostUrl):
    _constraints = UrlConstraints(
        allowed_schemes=["nats", "tls", "ws", "wss"], default_host="localhost", default_port=4222
    )


class MySQLDsn(AnyUrl):
    _constraints = UrlConstraints(
        allowed_schemes=[
            "mysql",
            "mysql+mysqlconnector",
            "mysql+aiomysql",
            "mysql+asyncmy",
            "mysql+mysqldb",
            "mysql+pymysql",
            "mysql+cymysql",
            "mysql+pyodbc",
        ],
        default_port=3306,
        host_required=True,
    )


class MariaDBDsn(AnyUrl):
    _constraints = UrlConstraints(
        allowed_schemes=["mariadb", "mariadb+mariadbconnector", "mariadb+pymysql"], default_port=3306
    )


class ClickHouseDsn(AnyUrl):
    _constraints = UrlConstraints(
        allowed_schemes=[
            "clickhouse+native",
            "clickhouse+asynch",
            "clickhouse+http",
            "clickhouse",
            "clickhouses",
            "clickhousedb",
        ],
        default_host="localhost",
        default_port=9000,
    )


class SnowflakeDsn(AnyUrl):
    _constraints = UrlConstraints(allowed_schemes=["snowflake"], host_required=True)


class EmailStr:
    """An e-mail address; the value stays a plain `str`."""

    @classmethod
    def _validate(cls, value):
        if not isinstance(value, str):
            raise fault("string_type", value)
        return validate_email(value)[1]


class NameEmail:
    """`Name <address>`."""

    def __init__(self, name, email):
        self.name = name
        self.email = email

    @classmethod
    def _validate(cls, value):
        return value if isinstance(value, cls) else cls(*validate_email(value))

    def __str__(self):
        return "%s <%s>" % (self.name, self.email)

    def __repr__(self):
        return "NameEmail(name=%r, email=%r)" % (self.name, self.email)

    def __eq__(self, other):
        return isinstance(other, NameEmail) and (self.name, self.email) == (other.name, other.email)

    __hash__ = None


def validate_email(value):
    """Name and address, checked as far as a network is not needed."""
    from pydantic_core import PydanticCustomError

    address = value.strip()
    name = ""
    if address.endswith(">") and "<" in address:
        name, _, address = address[:-1].partition("<")
    local, at, domain = address.strip().rpartition("@")
    labels = domain.split(".")
    is_domain = len(labels) > 1 and all(
        label and label.replace("-", "a").isalnum() and not label.startswith("-") and not label.endswith("-")
        for label in labels
    )
    reason = None
    if not at:
        reason = "An email address must have an @-sign."
    elif not local:
        reason = "There must be something before the @-sign."
    elif not is_domain or local != local.strip(".") or ".." in local or " " in local:
        reason = "The part before or after the @-sign is not valid."
    if reason is not None:
        raise PydanticCustomError(
            "value_error", "value is not a valid email address: {reason}", {"reason": reason}
        )
    return name.strip() or local, local + "@" + domain.lower()


class IPvAnyAddress:
    """An IPv4 or IPv6 address."""

    _function = "ip_address"
    _kind = "ip_any_address"

    def __new__(cls, value):
        return cls._validate(value)

    @classmethod
    def _validate(cls, value):
        import ipaddress

        from pydantic_core import PydanticCustomError

        try:
            return getattr(ipaddress, cls._function)(value)
        except ValueError:
            words = cls._kind.replace("ip_any_", "IPv4 or IPv6 ")
            raise PydanticCustomError(cls._kind, "value is not a valid %s" % words) from None


class IPvAnyInterface(IPvAnyAddress):
    _function = "ip_interface"
    _kind = "ip_any_interface"


class IPvAnyNetwork(IPvAnyAddress):
    _function = "ip_network"
    _kind = "ip_any_network"

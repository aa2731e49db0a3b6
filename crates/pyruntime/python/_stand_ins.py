"""Stand-ins for well-known packages that decide neither a column nor a database URL.

A value of a stand-in can be called, subscripted, subclassed, awaited, entered with `with`, used in annotations and as a
decorator (which returns the function as it is). Nothing of what it would do is done.
"""

# Never taken from the project's site-packages: compiled parts, network at import, or seconds of imports for nothing.
ALWAYS = frozenset(
    """
    aio_pika aioboto3 aiobotocore aiogram aiohttp aiokafka aioredis aiormq anthropic apscheduler argon2 arq azure bcrypt
    blinker boto3 botocore bson casbin celery cffi chromadb cohere confluent_kafka cryptography cv2 docker docx dramatiq
    elasticsearch elasticapm faiss fakeredis fastapi fastapi_cache fastapi_limiter fastapi_mail fastapi_pagination
    fastapi_users faker fitz flask flask_admin flask_babel flask_bcrypt flask_caching flask_cors flask_jwt_extended
    flask_limiter flask_login flask_mail flask_restful flask_restx flask_security flask_smorest flask_socketio flask_wtf
    flower gevent google googleapiclient grpc gunicorn httpcore httptools httpx huggingface_hub hvac jose jwt kafka
    kombu langchain langchain_community langchain_core langchain_openai langgraph litellm litestar llama_index lxml
    magic matplotlib minio mistralai mongoengine motor msgpack multipart mysqlclient MySQLdb nltk numpy odmantic openai
    opentelemetry oslo_cache oslo_concurrency oslo_context oslo_db oslo_log oslo_messaging oslo_middleware oslo_policy
    oslo_privsep oslo_reports oslo_rootwrap oslo_service oslo_upgradecheck oslo_utils oslo_versionedobjects osprofiler
    pandas passlib paramiko pbr pgvector_python pika pikepdf PIL pinecone pinotdb plotly polars
    prometheus_client prometheus_fastapi_instrumentator psutil pwdlib py_vapid pyarrow pydantic_ai pymongo pymupdf
    pytesseract qdrant_client rapidfuzz redis reportlab rq sanic scipy selenium sendgrid sentence_transformers sentry_sdk
    shapely sklearn slack_sdk slowapi socketio spacy starlette starlette_admin sqladmin strawberry stripe supabase
    taskiq telegram tenacity tensorflow tiktoken torch torchvision tornado transformers twilio uvicorn watchfiles
    weaviate websockets werkzeug wtforms xmlsec zmq zstandard
    """.split()
)

# Taken from the project's site-packages when they are there.
OTHERWISE = frozenset(
    """
    aiocache aiofiles aiosmtplib alembic_autogenerate_enums apispec asgi_correlation_id asgiref async_lru asyncstdlib
    attr attrs authlib babel backoff bleach bs4 cachelib cachetools certifi charset_normalizer click colorama
    coloredlogs colorlog croniter dacite dateutil deepdiff dependency_injector deprecated dishka diskcache dns ecdsa
    email_validator emails engineio fastapi_camelcase fastapi_filter fastapi_jwt_auth fastapi_sso fastapi_utils
    filelock flasgger flask_assets flask_cache flask_compress flask_httpauth flask_mailman flask_marshmallow
    flask_paranoid flask_principal flask_profiler flask_redis flask_session flask_swagger flask_talisman
    flask_whooshee flexmock frozendict fsspec github gitlab glom gql granian graphene graphql h11 humanize humps idna
    inflection inject injector itsdangerous jinja2 jmespath jsonschema jwcrypto kubernetes lagom ldap libravatar
    logbook logfire loguru_config lru mangum markdown markupsafe marshmallow marshmallow_sqlalchemy meilisearch
    more_itertools mypy_boto3_s3 nanoid networkx nh3 oauthlib ogr openpyxl opensearchpy packaging pendulum
    phonenumbers pkg_resources pluggy ply polyfactory prettytable prometheus_flask_exporter pycountry pygments pyhumps
    pyotp pypdf PyPDF2 pyproj pyramid pyseto python_http_client python_multipart pythonjsonlogger pytz qrcode
    questionary requests requests_oauthlib rich s3fs saml2 schedule setuptools shortuuid six slugify sniffio
    sortedcontainers structlog svcs tabulate toml tqdm traitlets trio typeguard typer tzlocal ua_parser ulid unidecode
    urllib3 user_agents uuid6 uuid_extensions uuid_utils validators vobject w3lib watchdog websocket whitenoise whoosh
    wrapt xlsxwriter xmltodict yaml yarl zeep
    """.split()
)


def is_known(name):
    return name in ALWAYS or name in OTHERWISE or name.startswith(("opentelemetry", "mypy_boto3", "types_aiobotocore"))


class Made:
    """Base of the user's classes that derive from something of a stand-in."""

    _is_stand_in = True

    def __init__(self, *args, **kwargs):
        pass

    def __init_subclass__(cls, **kwargs):
        # A class beside it may wait for its subclasses, such as the base of models.
        if any("__init_subclass__" in base.__dict__ for base in cls.__mro__ if base not in (cls, Made, object)):
            super().__init_subclass__(**kwargs)

    def __class_getitem__(cls, item):
        return cls

    def __getattr__(self, name):
        return _attribute("%s()" % type(self).__name__, name)


def _attribute(path, name):
    # A shim asks a value for its own protocol by such names; a stand-in must not answer.
    if name == "_wire":
        raise AttributeError("<stand-in for %s> is not a value that Limbeck can compute" % path)
    if name.startswith(("__", "_sa_")):
        raise AttributeError(name)
    return Value("%s.%s" % (path, name))


def _exception(path, name):
    return type(name, (Exception,), {"__module__": path, "__init__": _accept_anything})


def _accept_anything(self, *args, **kwargs):
    Exception.__init__(self, *args)
    self.__dict__.update(kwargs)


_EXCEPTIONS = ("Error", "Exception", "Exceptions", "Warning", "Timeout", "Interrupt", "NotFound", "Invalid", "Expired")


# What would decide a database URL, or the tables: it can be imported, and says so when it is used.
_YAML = "install PyYAML into the project's virtual environment, or keep these settings in the environment or in TOML"
_DECIDING = {
    "cryptography.fernet.Fernet": "decryption is not part of Limbeck: give the plain value in the environment",
    "toml.load": "use tomllib",
    "toml.loads": "use tomllib",
    "yaml.full_load": _YAML,
    "yaml.load": _YAML,
    "yaml.safe_load": _YAML,
    "yaml.safe_load_all": _YAML,
    "flask.current_app": "env.py needs the running Flask application: take the URL from the settings instead",
}

# Classes of stand-ins that would give their columns to the models that derive from them.
_WITH_COLUMNS = ("flask_security.models.",)


class Value:
    """Whatever a stand-in is asked for."""

    _is_stand_in = True

    def __init__(self, path):
        self.__dict__["_stand_in_path"] = path

    def __getattr__(self, name):
        path = self.__dict__["_stand_in_path"]
        if name[:1].isupper() and name.endswith(_EXCEPTIONS):
            value = _exception(path, name)
        else:
            value = _attribute(path, name)
        self.__dict__[name] = value
        return value

    def __call__(self, *args, **kwargs):
        if len(args) == 1 and not kwargs and _is_decorated(args[0]):
            return args[0]
        return Value(self._stand_in_path + "()")

    def __mro_entries__(self, bases):
        path = self.__dict__["_stand_in_path"]
        if path.startswith(_WITH_COLUMNS):
            raise NotImplementedError(
                "%s is not served: it brings columns along; write them in a mixin of your own, or run this project with"
                " its own Python" % path
            )
        first = next(base for base in bases if isinstance(base, Value))
        return (Made,) if first is self else ()

    def __getitem__(self, key):
        return Value(self._stand_in_path + "[…]")

    def __setitem__(self, key, value):
        pass

    def __delitem__(self, key):
        pass

    def __contains__(self, key):
        return False

    def __iter__(self):
        return iter(())

    def __len__(self):
        return 0

    def __bool__(self):
        return True

    def __or__(self, other):
        return self

    __ror__ = __and__ = __rand__ = __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __or__
    __truediv__ = __rtruediv__ = __mod__ = __xor__ = __rshift__ = __lshift__ = __matmul__ = __or__

    def __lt__(self, other):
        return False

    __le__ = __gt__ = __ge__ = __lt__

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        return False

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exception):
        return False

    def __await__(self):
        return self
        yield

    def __aiter__(self):
        return self

    async def __anext__(self):
        raise StopAsyncIteration

    def __instancecheck__(self, instance):
        return False

    def __subclasscheck__(self, subclass):
        return False

    def __repr__(self):
        return "<stand-in for %s>" % self._stand_in_path


_DECORATED = (type(is_known), type, staticmethod, classmethod, property)


def _is_decorated(value):
    return isinstance(value, _DECORATED) and not (isinstance(value, type) and issubclass(value, BaseException))


def _new_fernet_key():
    from base64 import urlsafe_b64encode
    from os import urandom

    return urlsafe_b64encode(urandom(32))


# A new key opens nothing, so it decides nothing: settings have one as the default of what migrations never use.
_HARMLESS = {"cryptography.fernet.Fernet.generate_key": _new_fernet_key}


class Deciding(Value):
    """Something that a stand-in must not pretend to be."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        harmless = _HARMLESS.get("%s.%s" % (self.__dict__["_stand_in_path"], name))
        if harmless is not None:
            return harmless
        raise self._refusal()

    def __call__(self, *args, **kwargs):
        raise self._refusal()

    def _refusal(self):
        path = self.__dict__["_stand_in_path"]
        return NotImplementedError("%s is not served: %s" % (path, _DECIDING[path]))


class Module(type(__import__("sys"))):
    """A module whose every attribute is there."""

    __path__ = []

    def __getattr__(self, name):
        if name == "__version__":
            return "0"
        if name.startswith("__"):
            raise AttributeError("module %r has no attribute %r" % (self.__name__, name))
        if name[:1].isupper() and name.endswith(_EXCEPTIONS):
            value = _exception(self.__name__, name)
        else:
            path = "%s.%s" % (self.__name__, name)
            value = Deciding(path) if path in _DECIDING else Value(path)
        self.__dict__[name] = value
        return value


class Loader:
    """Makes the modules."""

    @staticmethod
    def create_module(spec):
        return Module(spec.name)

    @staticmethod
    def exec_module(module):
        """There is nothing to execute."""

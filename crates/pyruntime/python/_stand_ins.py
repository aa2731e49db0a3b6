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
    accelerate advanced_alchemy africastalking aiocache aiofiles aiosmtplib alembic_autogenerate_enums alpaca_trade_api
    altair apispec apprise arrow asgi_correlation_id asgiref async_lru asyncstdlib attr attrs authlib awesome_slugify
    babel backoff barcode binance bitcoinlib bleach bokeh braintree bs4 bugsnag cachelib cachetools catboost ccxt
    certifi charset_normalizer click cloudinary cloudscraper colander colorama coloredlogs colorlog cornice cpuinfo
    croniter cuid cuid2 dacite daiquiri dash dash_bootstrap_components datadog dateparser dateutil ddtrace deepdiff
    dependency_injector deprecated discord dishka diskcache dlib dns docxtpl dogpile easyocr ecdsa elasticsearch7
    elasticsearch_dsl email_validator emails emoji engineio eventlet face_recognition fake_useragent fastapi_camelcase
    fastapi_filter fastapi_jwt_auth fastapi_sso fastapi_utils feedparser filelock firebase_admin flasgger flask_api
    flask_apispec flask_apscheduler flask_assets flask_babelex flask_basicauth flask_bootstrap flask_bower
    flask_breadcrumbs flask_cache flask_cdn flask_celeryext flask_ckeditor flask_classful flask_classy flask_cognito
    flask_compress flask_crontab flask_csp flask_dance flask_debugtoolbar flask_discord flask_dropzone flask_excel
    flask_executor flask_expects_json flask_flatpages flask_fontawesome flask_frozen flask_fs flask_googlemaps
    flask_graphql flask_gravatar flask_hashing flask_healthz flask_htmx flask_httpauth flask_images flask_injector
    flask_inputs flask_json flask_jsonpify flask_jsonrpc flask_jwt flask_jwt_oidc flask_mail_sendgrid flask_mailman
    flask_markdown flask_marshmallow flask_menu flask_minify flask_misaka flask_moment flask_mongoengine flask_msearch
    flask_nav flask_oauthlib flask_oidc flask_openapi3 flask_openid flask_pagedown flask_paginate flask_paranoid
    flask_praetorian flask_principal flask_profiler flask_pydantic flask_pymongo flask_pyoidc flask_qrcode
    flask_recaptcha flask_redis flask_reuploaded flask_rq flask_rq2 flask_s3 flask_script flask_seasurf flask_seeder
    flask_select2 flask_session flask_session_captcha flask_shell_ipython flask_simplelogin flask_sitemap flask_sock
    flask_sse flask_sslify flask_static_digest flask_swagger flask_swagger_ui flask_talisman flask_themes
    flask_thumbnails flask_toastr flask_twilio flask_uploads flask_user_agent flask_vite flask_weasyprint flask_webtest
    flask_whooshee flaskext flexmock folium fpdf freezegun frontmatter frozendict fsspec geoip2 geopandas geopy github
    gitlab glom google_auth_oauthlib googlemaps gql gradio granian graphene graphql graypy groq gspread gtts h11
    honeybadger html2text html5lib huey humanfriendly humanize humps hypercorn idna imageio inflection influxdb
    influxdb_client inject injector instaloader intasend ipinfo iso8601 itsdangerous jdatetime jinja2 jira jmespath
    joblib jsonschema jupyter_client jupyter_core jupyter_server jwcrypto keras kubernetes lagom langdetect ldap ldap3
    libravatar librosa lightgbm limits linebot logbook logfire logstash loguru_config lru mailjet_rest mangum markdown
    markdown2 markupsafe marshmallow marshmallow_sqlalchemy maxminddb mediapipe meilisearch memcache mercadopago mimesis
    mistune more_itertools moviepy msal musicbrainzngs mypy_boto3_s3 nanoid nbclient nbconvert nbformat netmiko networkx
    newrelic newspaper nexmo nh3 num2words oauth2client oauthlib ogr ollama onelogin onnxruntime openpyxl opensearchpy
    ordered_set packaging paho paypalcheckoutsdk paypalrestsdk pdfkit pdfplumber pecan pendulum persiantools
    phonenumbers ping3 pkg_resources playwright plexapi plivo pluggy ply polyfactory portalocker postmarker praw
    prettytable prometheus_flask_exporter prophet puresnmp pusher pycountry pycountry_convert pydub pyfcm pygments
    pyhumps pylibmc pymemcache pyngrok pyotp pypandoc pypdf PyPDF2 pyphen pyppeteer pyproj pyramid pyramid_tm pyrebase
    pyrogram pyseto pysnmp python_http_client python_multipart pythonjsonlogger pytimeparse pyttsx3 pytz pyzbar qrcode
    questionary razorpay readability replicate requests requests_oauthlib resend rich rollbar rq_scheduler s3fs saml2
    scapy schedule scout_apm scrapy seaborn segno selectolax sentencepiece setuptools shortuuid sib_api_v3_sdk six
    skimage slackclient slugify smartypants sniffio sortedcontainers soundfile speech_recognition spotipy statsd
    statsmodels streamlit structlog supertokens_python svcs tabulate telebot telethon telnyx temporalio tensorflow_hub
    text_unidecode textblob textstat tld tldextract tokenizers toml tqdm trafilatura traitlets transaction trio tweepy
    typeguard typer tzlocal ua_parser ulid ultralytics unidecode urllib3 user_agents uuid6 uuid_extensions uuid_utils
    validators viberbot vk_api vobject voluptuous vonage w3lib waitress watchdog weasyprint web3 webauthn websocket
    whitenoise whoosh wikipedia wolframalpha workalendar wrapt wtforms_components wtforms_json wtforms_sqlalchemy
    xgboost xhtml2pdf xlsxwriter xmltodict yaml yarl yfinance zeep zxcvbn
    """.split()
)


def refused(module, names):
    """The names of a stand-in that would decide a database URL, or the tables."""
    paths = {name: "%s.%s" % (module, name) for name in names}
    return [name for name, path in paths.items() if path in _DECIDING and path not in _MADE]


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


def is_exception(name):
    return name[:1].isupper() and name.endswith(_EXCEPTIONS)


def make_exception(path, name):
    base = Warning if name.endswith("Warning") else Exception
    return type(name, (base,), {"__module__": path, "__init__": _accept_anything})


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
}

# Numbers that enums of projects repeat.
_FREQUENCIES = "YEARLY MONTHLY WEEKLY DAILY HOURLY MINUTELY SECONDLY"
_NUMBERS = {"dateutil.rrule." + name: number for number, name in enumerate(_FREQUENCIES.split())}

# Classes of stand-ins that would give their columns to the models that derive from them.
_WITH_COLUMNS = ("flask_dance.consumer.storage.sqla.", "flask_security.models.")


_GROUPS = (".group", ".group()", ".Group")


class Value:
    """Whatever a stand-in is asked for."""

    _is_stand_in = True

    def __init__(self, path):
        self.__dict__["_stand_in_path"] = path

    def __getattr__(self, name):
        path = self.__dict__["_stand_in_path"]
        if is_exception(name):
            value = make_exception(path, name)
        else:
            value = _attribute(path, name)
        self.__dict__[name] = value
        return value

    def __call__(self, *args, **kwargs):
        path = self._stand_in_path
        if len(args) == 1 and not kwargs and _is_decorated(args[0]):
            # `@click.group()` makes something that has commands, not a function.
            return Value(path + "()") if path.endswith(_GROUPS) else args[0]
        return Value(path + "()")

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


class _Fernet:
    """Takes a key as the real one does, so that settings can check theirs; opens and closes nothing."""

    def __init__(self, key, backend=None):
        from base64 import urlsafe_b64decode

        try:
            has_length = len(urlsafe_b64decode(key)) == 32
        except ValueError as error:
            raise ValueError(_WRONG_KEY) from error
        if not has_length:
            raise ValueError(_WRONG_KEY)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        raise _refusal("cryptography.fernet.Fernet")


_WRONG_KEY = "Fernet key must be 32 url-safe base64-encoded bytes."


# A key decides nothing by itself: settings make one, or look whether theirs is one, for what migrations never use.
_HARMLESS = {"cryptography.fernet.Fernet.generate_key": _new_fernet_key}
_MADE = {"cryptography.fernet.Fernet": _Fernet}


class Deciding(Value):
    """Something that a stand-in must not pretend to be."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        harmless = _HARMLESS.get("%s.%s" % (self.__dict__["_stand_in_path"], name))
        if harmless is not None:
            return harmless
        raise _refusal(self.__dict__["_stand_in_path"])

    def __call__(self, *args, **kwargs):
        path = self.__dict__["_stand_in_path"]
        if path in _MADE:
            return _MADE[path](*args, **kwargs)
        raise _refusal(path)


def _refusal(path):
    return NotImplementedError("%s is not served: %s" % (path, _DECIDING[path]))


class Module(type(__import__("sys"))):
    """A module whose every attribute is there."""

    __path__ = []

    def __getattr__(self, name):
        if name == "__version__":
            return "0"
        if name.startswith("__"):
            raise AttributeError("module %r has no attribute %r" % (self.__name__, name))
        if is_exception(name):
            value = make_exception(self.__name__, name)
        else:
            path = "%s.%s" % (self.__name__, name)
            value = Deciding(path) if path in _DECIDING else Value(path)
            value = _NUMBERS.get(path, value)
        self.__dict__[name] = value
        return value


_USED = (
    "%r only stands in for a package that is not here: install it into the project's virtual environment, or run with the"
    " project's own Python (`--python`)"
)


def used_by(raised):
    """What to do where the line that failed uses a stand-in; None: it uses none."""
    import re

    import _host

    frames = _host.frames(raised)
    entry = raised.__traceback__
    while entry is not None and frames:
        frame, last = entry.tb_frame, frames[-1]
        if frame.f_code.co_filename == last["file"] and entry.tb_lineno == last["line"]:
            for word in re.findall(r"\w+", _line(last["file"], last["line"])):
                value = frame.f_locals.get(word, frame.f_globals.get(word))
                if isinstance(value, (Value, Made, Module)):
                    return _USED % _package(value)
        entry = entry.tb_next
    return None


def _line(file, number):
    with open(file, encoding="utf-8", errors="replace") as opened:
        return (opened.read().splitlines() + [""])[number - 1]


def _package(value):
    if isinstance(value, Made):
        base = next(base for base in type(value).__mro__ if base is not Made and issubclass(base, Made))
        return base.__name__
    path = value.__name__ if isinstance(value, Module) else value.__dict__["_stand_in_path"]
    return path.partition(".")[0]


class Loader:
    """Makes the modules."""

    @staticmethod
    def create_module(spec):
        return Module(spec.name)

    @staticmethod
    def exec_module(module):
        """There is nothing to execute."""

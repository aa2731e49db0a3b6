"""Settings classes as projects write them: each is run with the real pydantic-settings and with ours."""

HEAD = """
from typing import *
from pydantic import *
from pydantic_settings import *
from functools import lru_cache
from pathlib import Path
from enum import Enum, IntEnum
from datetime import *
from decimal import Decimal
from uuid import UUID
import os
"""

# (title, environment, code); the files that they read are in FILES.
CASES = [
    ("plain types", dict(A="1", B="2.5", C="yes", D="text", E="b", F="2024-01-02", G="PT5M", H="1.10", I="12345678123456781234567812345678", J="/a/b"), """
class S(BaseSettings):
    a: int; b: float; c: bool; d: str; e: bytes; f: date; g: timedelta; h: Decimal; i: UUID; j: Path; k: datetime = datetime(2020, 1, 1)
print(repr(S()), S().model_dump_json())
"""),
    ("missing", {}, "class Settings(BaseSettings):\n    DATABASE_URL: str\n    PORT: int\n    ok: int = 1\nSettings()"),
    ("several errors", dict(PORT="abc", DEBUG="maybe", RATIO="x", WHEN="y", LEVEL="z", KIND="q"), """
class Kind(Enum): a = "A"; b = "B"
class Settings(BaseSettings):
    port: int; debug: bool; ratio: float; when: date; level: Literal["low", "high"]; kind: Kind
Settings()
"""),
    ("upper case names and case_sensitive", dict(Alpha="1", alpha="2", ALPHA="3"), """
class A(BaseSettings):
    ALPHA: int
class B(BaseSettings, case_sensitive=True):
    Alpha: int
    alpha: int
    model_config = SettingsConfigDict(case_sensitive=True)
print(B()); print(A() if os.environ.get("x") else "-")
"""),
    ("prefix", dict(APP_HOST="h", HOST="no", APP_PORT="1"), """
class S(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="APP_")
    host: str; port: int = 5; other: str = Field("x", validation_alias="HOST")
print(repr(S())); print(S(_env_prefix="").host if False else "")
"""),
    ("prefix by class Config", dict(DB_URL="u"), "class S(BaseSettings):\n    url: str\n    class Config:\n        env_prefix = 'db_'\n        case_sensitive = False\nprint(S())"),
    ("optional and unions", dict(A="", B="5", C="x", D="null", E="7", F="3.5"), """
class S(BaseSettings):
    a: Optional[str] = None; b: int | None = None; c: Union[int, str]; d: Optional[str]; e: int | str; f: float | int; g: str | None = None
print(repr(S()))
"""),
    ("json values", dict(L="[1, \"2\"]", D="{\"a\": 1}", T="[1,2]", S_="[1,1]", N="{\"x\": {\"y\": [1]}}", U="[\"a\"]", V="plain"), """
class S(BaseSettings):
    l: list[int]; d: dict[str, int]; t: tuple[int, int]; s_: set[int]; n: dict[str, Any]; u: list[str] | str; v: list[str] | str
print(repr(S()))
"""),
    ("json that is none", dict(L="a,b"), "class S(BaseSettings):\n    l: list[str]\ntry: S()\nexcept SettingsError as e: print(e, type(e.__cause__).__name__)"),
    ("NoDecode with a validator", dict(L="a,b, c"), """
class S(BaseSettings):
    l: Annotated[list[str], NoDecode]
    @field_validator("l", mode="before")
    @classmethod
    def split(cls, v): return [x.strip() for x in v.split(",")]
print(S())
"""),
    ("env file", dict(B="env"), """
class S(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore")
    a: str; b: str; quoted: str; url: str; umlaut: str
print(repr(S())); print(S(a="init").a, S(_env_file="other.env").a, S(_env_file=None, a="x", quoted="", url="", umlaut="").a)
"""),
    ("several env files", {}, """
class S(BaseSettings):
    model_config = SettingsConfigDict(env_file=(".env", "other.env", "missing.env"), extra="allow")
    a: str; b: str = "default"
s = S(); print(repr(s)); print(s.model_extra); print(sorted(s.model_dump()))
"""),
    ("extra forbidden in env file", {}, "class S(BaseSettings):\n    model_config = SettingsConfigDict(env_file='other.env')\n    b: str = 'x'\nS()"),
    ("extra with prefix", {}, "class S(BaseSettings):\n    model_config = SettingsConfigDict(env_file='prefixed.env', env_prefix='my_', extra='allow')\n    a: str\nprint(repr(S()))"),
    ("ignore empty", dict(A="", B=""), """
class S(BaseSettings):
    model_config = SettingsConfigDict(env_ignore_empty=True, env_file="empty.env")
    a: int = 3; b: Optional[str] = None; c: int = 4
print(repr(S()))
class T(BaseSettings):
    a: int = 3
T()
"""),
    ("nested models", dict(DB__HOST="h", DB__PORT="5", DB__OPTS__X="1", CACHE='{"url": "r", "ttl": 3}', CACHE__TTL="9"), """
class Opts(BaseModel): x: int = 0; y: str = "y"
class Db(BaseModel):
    host: str; port: int = 1; opts: Opts = Opts()
    @property
    def url(self): return f"postgresql://{self.host}:{self.port}"
class Cache(BaseModel): url: str; ttl: int
class S(BaseSettings):
    model_config = SettingsConfigDict(env_nested_delimiter="__")
    db: Db; cache: Cache; other: Opts = Field(default_factory=Opts)
s = S(); print(repr(s)); print(s.db.url, s.model_dump())
"""),
    ("nested missing", dict(DB__PORT="x"), """
class Db(BaseModel): host: str; port: int
class S(BaseSettings):
    model_config = SettingsConfigDict(env_nested_delimiter="__")
    db: Db
S()
"""),
    ("nested settings as defaults", dict(HOST="h", PORT="7"), """
class Db(BaseSettings):
    host: str = "localhost"; port: int = 1
class App(BaseSettings):
    db: Db = Field(default_factory=Db); name: str = "n"
class Eager(BaseSettings):
    db: Db = Db()
print(App(), Eager())
"""),
    ("nested with prefix and delimiter and dict", dict(APP_DB__HOST="h", APP_LABELS__A="1", APP_LABELS__B="x"), """
class Db(BaseModel): HOST: str
class S(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="APP_", env_nested_delimiter="__")
    db: Db; labels: dict[str, str]
print(repr(S()))
"""),
    ("nested from env file", {}, """
class Db(BaseModel): host: str; port: int = 0
class S(BaseSettings):
    model_config = SettingsConfigDict(env_file="nested.env", env_nested_delimiter="__")
    db: Db
print(repr(S()))
"""),
    ("aliases", dict(FIRST="1", SECOND="2", DB_URL="u", deep='{"a": [5, 6]}'), """
class S(BaseSettings):
    a: int = Field(alias="FIRST"); b: int = Field(validation_alias="second"); c: str = Field(validation_alias=AliasChoices("NOPE", "DB_URL"))
    d: int = Field(1, validation_alias=AliasPath("deep", "a", 1))
print(repr(S())); print(S(FIRST=9).a); print(S.model_fields["c"].validation_alias)
"""),
    ("alias missing", {}, "class S(BaseSettings):\n    a: int = Field(alias='FIRST'); b: str = Field(validation_alias=AliasChoices('X', 'Y'))\nS()"),
    ("populate_by_name", dict(FIRST="1"), """
class S(BaseSettings):
    model_config = SettingsConfigDict(populate_by_name=True)
    a: int = Field(alias="FIRST"); b: int = Field(2, alias="bee")
print(S(), S(a=5), S(b=7, FIRST=3), S(bee=4))
"""),
    ("env keyword of version 1", dict(REAL="r", A="a"), "class S(BaseSettings):\n    a: str = Field('d', env='REAL')\nprint(S())"),
    ("secrets", dict(PASSWORD="pw", TOKEN="tk"), """
class S(BaseSettings):
    password: SecretStr; token: SecretBytes = b"x"; none: SecretStr | None = None; empty: SecretStr = ""
s = S(); print(repr(s), s); print(s.password.get_secret_value(), s.token.get_secret_value(), str(s.password), len(s.password))
print(s.model_dump()["password"], s.model_dump_json())
"""),
    ("secrets folder", dict(B="env"), """
class S(BaseSettings):
    model_config = SettingsConfigDict(secrets_dir="secrets")
    a: str; b: str; c: str = "default"; j: list[int] = []
print(repr(S()))
"""),
    ("urls", dict(PG="postgresql+asyncpg://u:p%40@h:5432/db?ssl=require", REDIS="redis://localhost", WEB="http://Example.com", ANY="amqp://guest@h//", MULTI="postgresql://a:1,b:2/db"), """
class S(BaseSettings):
    pg: PostgresDsn; redis: RedisDsn; web: HttpUrl; any: AnyUrl; multi: PostgresDsn; any_http: AnyHttpUrl = "http://x"
s = S(); print(repr(s)); print(str(s.pg), s.pg.path, s.pg.hosts(), s.redis.port, s.web.host, s.multi.hosts()[1]["host"], s.model_dump_json())
"""),
    ("wrong urls", dict(PG="mysql://h/db", WEB="example.com", REDIS="http://x"), "class S(BaseSettings):\n    pg: PostgresDsn; web: HttpUrl; redis: RedisDsn\nS()"),
    ("build in a validator", dict(POSTGRES_USER="u", POSTGRES_PASSWORD="p w", POSTGRES_SERVER="h", POSTGRES_DB="d"), """
class S(BaseSettings):
    POSTGRES_SERVER: str; POSTGRES_USER: str; POSTGRES_PASSWORD: str; POSTGRES_DB: str; POSTGRES_PORT: int = 5432
    SQLALCHEMY_DATABASE_URI: PostgresDsn | None = None
    @field_validator("SQLALCHEMY_DATABASE_URI", mode="before")
    @classmethod
    def assemble(cls, v: str | None, info: ValidationInfo) -> Any:
        if isinstance(v, str): return v
        return PostgresDsn.build(scheme="postgresql+asyncpg", username=info.data.get("POSTGRES_USER"), password=info.data.get("POSTGRES_PASSWORD"),
                                 host=info.data.get("POSTGRES_SERVER"), port=info.data.get("POSTGRES_PORT"), path=info.data.get("POSTGRES_DB") or "")
print(S().SQLALCHEMY_DATABASE_URI)
"""),
    ("the full-stack template", dict(PROJECT_NAME="P", POSTGRES_SERVER="s", POSTGRES_USER="u", POSTGRES_PASSWORD="changethis", FIRST_SUPERUSER="a@b.co", BACKEND_CORS_ORIGINS="http://a.b, http://c.d"), """
import secrets, warnings
from typing import Annotated, Any, Literal
from pydantic_core import MultiHostUrl
def parse_cors(v: Any) -> list[str] | str:
    if isinstance(v, str) and not v.startswith("["):
        return [i.strip() for i in v.split(",") if i.strip()]
    elif isinstance(v, list | str):
        return v
    raise ValueError(v)
class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_file="../.env", env_ignore_empty=True, extra="ignore")
    API_V1_STR: str = "/api/v1"
    SECRET_KEY: str = "k"
    FRONTEND_HOST: str = "http://localhost:5173"
    ENVIRONMENT: Literal["local", "staging", "production"] = "local"
    BACKEND_CORS_ORIGINS: Annotated[list[AnyUrl] | str, BeforeValidator(parse_cors)] = []
    @computed_field  # type: ignore[prop-decorator]
    @property
    def all_cors_origins(self) -> list[str]:
        return [str(origin).rstrip("/") for origin in self.BACKEND_CORS_ORIGINS] + [self.FRONTEND_HOST]
    PROJECT_NAME: str
    SENTRY_DSN: HttpUrl | None = None
    POSTGRES_SERVER: str
    POSTGRES_PORT: int = 5432
    POSTGRES_USER: str
    POSTGRES_PASSWORD: str = ""
    POSTGRES_DB: str = ""
    @computed_field  # type: ignore[prop-decorator]
    @property
    def SQLALCHEMY_DATABASE_URI(self) -> PostgresDsn:
        return MultiHostUrl.build(scheme="postgresql+psycopg", username=self.POSTGRES_USER, password=self.POSTGRES_PASSWORD,
                                  host=self.POSTGRES_SERVER, port=self.POSTGRES_PORT, path=self.POSTGRES_DB)
    def _check_default_secret(self, var_name: str, value: str | None) -> None:
        if value == "changethis":
            print("warned about", var_name) if self.ENVIRONMENT == "local" else None
    @model_validator(mode="after")
    def _enforce_non_default_secrets(self):
        self._check_default_secret("SECRET_KEY", self.SECRET_KEY)
        self._check_default_secret("POSTGRES_PASSWORD", self.POSTGRES_PASSWORD)
        return self
settings = Settings()
print(str(settings.SQLALCHEMY_DATABASE_URI), settings.all_cors_origins, settings.BACKEND_CORS_ORIGINS); print(settings.model_dump(exclude={"SECRET_KEY"}))
"""),
    ("field validators of every mode", dict(A=" x ", B="5", C="c", D="d", E="1"), """
class S(BaseSettings):
    a: str; b: int; c: str; d: Any; e: int; f: int = 0
    @field_validator("a", mode="before")
    @classmethod
    def strip(cls, v): return v.strip()
    @field_validator("b")
    @classmethod
    def double(cls, v, info): return v * 2 + len(info.data["a"])
    @field_validator("c", mode="wrap")
    @classmethod
    def wrap(cls, v, handler): return "<" + handler(v) + ">"
    @field_validator("d", mode="plain")
    @classmethod
    def plain(cls, v): return [v]
    @field_validator("e", "f")
    def positive(cls, v):
        if v < 0: raise ValueError("must be positive")
        return v
print(repr(S()))
S(e=-1, f=-2)
"""),
    ("validators that are functions of the module", dict(A=" x ", B="5", C="1,2"), """
def stripped(value): return value.strip()
def told(value, info): return "%s of %s" % (value, info.field_name)
class S(BaseSettings):
    a: str; b: str; c: list[int] | str
    _strip = field_validator("a", mode="before")(stripped)
    _tell = field_validator("b")(told)
    _split = field_validator("c", mode="before")(staticmethod(lambda value: value.split(",")))
    @model_validator(mode="before")
    def seen(values): return {**values, "a": " y "}
print(repr(S(c="1,2")))
"""),
    ("order of validators", dict(A="1"), """
log = []
class S(BaseSettings):
    a: Annotated[int, BeforeValidator(lambda v: log.append("annotated before 1") or v), BeforeValidator(lambda v: log.append("annotated before 2") or v), AfterValidator(lambda v: log.append("annotated after") or v)]
    @field_validator("a", mode="before")
    @classmethod
    def one(cls, v): log.append("before 1"); return v
    @field_validator("a", mode="before")
    @classmethod
    def two(cls, v): log.append("before 2"); return v
    @field_validator("a")
    @classmethod
    def three(cls, v): log.append("after"); return v
    @field_validator("*")
    @classmethod
    def all(cls, v): log.append("star"); return v
    @model_validator(mode="before")
    @classmethod
    def first(cls, data): log.append(("model before", dict(data))); return data
    @model_validator(mode="after")
    def last(self): log.append("model after"); return self
S(); print(log)
"""),
    ("model validators", dict(HOST="h"), """
class S(BaseSettings):
    host: str; url: str = ""
    @model_validator(mode="before")
    @classmethod
    def before(cls, data): data.setdefault("url", "built://" + data["host"]); return data
    @model_validator(mode="after")
    def after(self):
        self.url += "/after"; return self
    @model_validator(mode="wrap")
    @classmethod
    def around(cls, data, handler):
        made = handler(data); made.url += "/wrap"; return made
print(S())
class T(BaseSettings):
    host: str
    @model_validator(mode="after")
    def fail(self): raise ValueError("never " + self.host)
T()
"""),
    ("validators of version 1", dict(A="1,2", HOST="h"), """
class S(BaseSettings):
    a: Any; host: str; url: Optional[str] = None; n: int = -1; items: List[int] = [1, 2]
    @validator("a", pre=True)
    def split(cls, v): return v.split(",")
    @validator("url", pre=True, always=True)
    def assemble(cls, v, values): return v or "http://" + values["host"]
    @validator("n")
    def check(cls, v, values, **kwargs): return v + len(values)
    @validator("items", each_item=True)
    def each(cls, v): return v * 2
    @root_validator(pre=True)
    def before(cls, values): values["seen"] = 1; return {k: v for k, v in values.items() if k != "seen"}
    @root_validator(skip_on_failure=True)
    def after(cls, values): values["n"] += 100; return values
print(repr(S()))
"""),
    ("constraints", dict(PORT="70000", NAME="", WORKERS="0", CODE="ab", RATE="1.5", L="[]"), """
class S(BaseSettings):
    port: int = Field(gt=0, le=65535); name: str = Field(min_length=1, max_length=3); workers: PositiveInt = 1; code: str = Field(pattern="^[0-9]+$")
    rate: Annotated[float, Field(ge=0, lt=1)] = 0.5; l: list[int] = Field(min_length=1); s: conint(gt=3) = 5; c: constr(strip_whitespace=True, to_upper=True) = " x "
S()
"""),
    ("defaults are validated", {}, """
class S(BaseSettings):
    a: int = "5"; b: list[int] = ["1"]; u: HttpUrl = "http://x"; f: list = Field(default_factory=list)
s = S(); print(repr(s)); print(S().b is not S().b, s.f)
class T(BaseSettings):
    a: int = "x"
T()
"""),
    ("enums", dict(ENV="prod", LEVEL="2", NAMES="prod"), """
class Env(str, Enum): dev = "dev"; prod = "prod"
class Level(IntEnum): low = 1; high = 2
class S(BaseSettings):
    env: Env = Env.dev; level: Level = Level.low; other: Env = "dev"
    model_config = SettingsConfigDict(use_enum_values=False)
s = S(); print(repr(s), s.env == "prod", s.model_dump(mode="json"))
class N(BaseSettings):
    model_config = SettingsConfigDict(env_parse_enums=True)
    names: Env
print(N())
"""),
    ("none text", dict(A="null", B="null"), "class S(BaseSettings):\n    model_config = SettingsConfigDict(env_parse_none_str='null')\n    a: Optional[int] = 1; b: str | None = 'x'\nprint(repr(S()))"),
    ("sources reordered", dict(A="env"), """
class S(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env", extra="ignore")
    a: str = "default"
    @classmethod
    def settings_customise_sources(cls, settings_cls, init_settings, env_settings, dotenv_settings, file_secret_settings):
        return dotenv_settings, init_settings, env_settings
print(S(a="init"))
class T(S):
    @classmethod
    def settings_customise_sources(cls, settings_cls, init_settings, env_settings, dotenv_settings, file_secret_settings):
        return (env_settings,)
print(T(a="init"))
class Mine(PydanticBaseSettingsSource):
    def get_field_value(self, field, field_name): return "mine", field_name, False
    def __call__(self): return {n: self.get_field_value(f, n)[0] for n, f in self.settings_cls.model_fields.items()}
class U(S):
    @classmethod
    def settings_customise_sources(cls, settings_cls, **sources): return Mine(settings_cls), sources["init_settings"]
print(U())
class Csv(EnvSettingsSource):
    def prepare_field_value(self, field_name, field, value, value_is_complex):
        return value.split(",") if field_name == "l" and value else value
class V(BaseSettings):
    l: list[str] = []
    a: str
    @classmethod
    def settings_customise_sources(cls, settings_cls, init_settings, env_settings, dotenv_settings, file_secret_settings):
        return init_settings, Csv(settings_cls)
os.environ["L"] = "x,y"; print(V())
"""),
    ("toml and json files", {}, """
class S(BaseSettings):
    model_config = SettingsConfigDict(toml_file="s.toml", json_file="s.json", pyproject_toml_table_header=("tool", "me"))
    a: int; b: str; c: int = 0; d: int = 0
    @classmethod
    def settings_customise_sources(cls, settings_cls, init_settings, env_settings, dotenv_settings, file_secret_settings):
        return init_settings, JsonConfigSettingsSource(settings_cls), TomlConfigSettingsSource(settings_cls), PyprojectTomlConfigSettingsSource(settings_cls)
print(repr(S()))
"""),
    ("inheritance", dict(A="1", C="3"), """
class Base(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env", extra="ignore")
    a: int; b: str = "base"
class Mixin:
    c: int = 0
class Child(Mixin, Base):
    b: str = "child"; d: ClassVar[str] = "class"; _private: int = PrivateAttr(5); _other = 3
    def url(self): return f"{self.a}-{self.b}-{self._private}"
s = Child(); print(repr(s), s.url(), s.d, s._other, Child.d, list(Child.model_fields)); s._private = 9; print(s._private)
"""),
    ("lru_cache and assignment", dict(A="1"), """
class S(BaseSettings):
    a: int
@lru_cache
def get_settings() -> S: return S()
print(get_settings() is get_settings(), get_settings().a); s = get_settings(); s.a = "not checked"; print(s.a)
try: s.nope = 1
except ValueError as e: print(e)
class F(BaseSettings):
    model_config = SettingsConfigDict(frozen=True, validate_assignment=True)
    a: int
try: F().a = 5
except ValidationError as e: print(e)
class V(BaseSettings, validate_assignment=True):
    a: int
v = V(); v.a = "7"; print(v.a); v.a = "x"
"""),
    ("computed fields and properties", dict(HOST="h"), """
from functools import cached_property
class S(BaseSettings):
    host: str
    @property
    def plain(self): return "plain " + self.host
    @computed_field
    @property
    def one(self) -> str: return "one " + self.host
    @computed_field(return_type=int, repr=False)
    def two(self): return 2
    @computed_field
    @cached_property
    def three(self) -> list[int]: print("computed"); return [3]
s = S(); print(s.three, s.three, s); print(s.plain, s.two, s.model_dump()); print(s.model_dump_json(), list(S.model_computed_fields))
"""),
    ("post init and private attributes", dict(A="1"), """
class S(BaseSettings):
    a: int
    _b: list = PrivateAttr(default_factory=list)
    def model_post_init(self, context): self._b.append(self.a); self.__dict__["late"] = 1
s = S(); print(s._b, s)
class T(BaseSettings):
    a: int
    def __init__(self, **kw): super().__init__(**kw); print("made", self.a)
T(); T(a=5)
"""),
    ("future annotations", dict(A="1", B='{"x": 2}'), "from __future__ import annotations\nclass Inner(BaseModel):\n    x: int\nclass S(BaseSettings):\n    a: Optional[int] = None\n    b: Inner | None = None\n    c: 'list[Inner]' = []\n    d: ClassVar[int] = 3\nprint(repr(S()))"),
    ("e-mail, file and json types", dict(MAIL="Me@Example.com", J='{"a": [1]}', F="s.toml", D=".", SIZE="10MiB", OBJ="os.path.join"), """
class S(BaseSettings):
    j: Json[dict[str, list[int]]]; f: FilePath; d: DirectoryPath; size: ByteSize; obj: ImportString = "os.getcwd"
s = S(); print(s.j, s.f, s.d, int(s.size), s.size.human_readable(), s.obj.__name__)
"""),
    ("strict and numbers", dict(A="5", B="true"), """
class S(BaseSettings):
    model_config = SettingsConfigDict(coerce_numbers_to_str=True, str_strip_whitespace=True)
    a: str = 5; b: bool; c: str = "  x "
print(repr(S()), S(a=7).a)
"""),
    ("repr of fields and config", {}, """
class S(BaseSettings):
    a: int = Field(1, description="d", title="t", examples=[1]); b: Optional[str] = None; c: Annotated[str, Field(min_length=1)] = "x"; d: str = Field(exclude=True, default="d", repr=False)
print(S.model_fields); print(S(), S().model_dump()); print(S.model_config.get("extra"), S.model_config["case_sensitive"])
"""),
    ("init kwargs forbidden", {}, "class S(BaseSettings):\n    a: int = 1\nS(b=2)"),
    ("hide input", dict(A="secret value"), "class S(BaseSettings):\n    model_config = SettingsConfigDict(hide_input_in_errors=True)\n    a: int\nS()"),
    ("copies and construction", dict(A="1"), """
class S(BaseSettings):
    a: int; b: list[int] = [1]
s = S(); c = s.model_copy(update={"a": 5}); d = s.model_copy(deep=True); print(c, d, d == s, c == s, d.b is s.b, c.b is s.b, s.model_fields_set, S.model_construct(a="raw"))
print(S.model_validate({"a": 3}), dict(s), s.model_dump(include={"a"}), s.model_dump(exclude_unset=True), s.model_dump(exclude_defaults=True))
"""),
    ("discriminated and generic", {}, """
class A(BaseModel): kind: Literal["a"] = "a"; x: int = 1
class B(BaseModel): kind: Literal["b"]; y: int
class S(BaseSettings):
    one: Union[A, B] = Field(A(), discriminator="kind")
print(S(), S(one={"kind": "b", "y": 2})); os.environ["ONE"] = '{"kind": "b", "y": 5}'; print(S())
os.environ["ONE"] = '{"kind": "c"}'; S()
"""),
    ("an inner Config that derives from the base's", dict(MY_A="1"), """
class Base(BaseSettings):
    a: str
    class Config: env_prefix = "MY_"
class Development(Base):
    class Config(Base.Config): extra = "ignore"
print(Development().a, Development.Config.env_prefix, sorted(Development.model_fields))
"""),
    ("model_validate reads the environment too", dict(A="1", INNER="{}", B="2"), """
class Inner(BaseSettings): b: int
class S(BaseSettings): a: int; inner: Inner
print(S.model_validate({}), S.model_validate({"a": 5}))
del os.environ["B"]; S.model_validate({})
"""),
]

FILES = {
    ".env": "A=from file\nB=from file\nQUOTED=\"x y\"  # comment\nexport URL='postgresql://u:p@h/d'\nUMLAUT=ü\nEXTRA_ONE=1\n",
    "other.env": "A=other\nUNKNOWN=1\nEMPTY=\n",
    "prefixed.env": "MY_A=1\nMY_EXTRA=2\nOTHER=3\n",
    "empty.env": "A=\nC=\n",
    "nested.env": "DB__HOST=file\nDB__PORT=3\n",
    "s.toml": "a = 1\nb = 'toml'\n",
    "s.json": '{"b": "json", "c": 3}',
    "pyproject.toml": "[tool.me]\nd = 4\nb = 'py'\n",
    "secrets/a": "secret a\n",
    "secrets/B": "secret b",
    "secrets/j": "[1, 2]",
}

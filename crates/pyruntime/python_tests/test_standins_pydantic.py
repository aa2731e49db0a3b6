"""`pydantic` and `pydantic_settings` against the real ones."""

import unittest

import settings_cases
from standins import StandInTest, run

RUNNER = """
import os, sys, traceback, warnings
warnings.simplefilter("ignore")
from settings_cases import HEAD, CASES
before = dict(os.environ)
for title, environment, code in CASES:
    print("==", title)
    os.environ.clear(); os.environ.update(before); os.environ.update(environment)
    space = {"__name__": "case"}
    sys.modules["case"] = type(sys)("case"); sys.modules["case"].__dict__.update(space); space = sys.modules["case"].__dict__
    try:
        future = code.startswith("from __future__")
        head, _, rest = code.partition("\\n") if future else ("", "", code)
        exec(compile(head + "\\n" + HEAD + rest, title, "exec", dont_inherit=True), space)
    except Exception as error:
        print(type(error).__name__, error)
        if type(error).__name__ not in ("ValidationError", "SettingsError"): print(traceback.format_exc(), file=sys.stderr)
"""


def sections(text):
    parts = text.split("\n== ")
    return {part.partition("\n")[0]: part.partition("\n")[2] for part in parts}


class Settings(StandInTest):
    def test_settings_classes_behave_the_same(self):
        with open(settings_cases.__file__, encoding="utf-8") as file:
            files = {**settings_cases.FILES, "settings_cases.py": file.read()}
        real = run(RUNNER, False, files)
        ours = run(RUNNER, True, files)
        self.assertEqual(real[0], 0, real[2])
        self.assertEqual(ours[0], 0, ours[2])
        expected, found = sections(real[1]), sections(ours[1])
        self.assertGreaterEqual(len(settings_cases.CASES), 40)
        self.assertEqual(len(expected), len(settings_cases.CASES))
        for title in expected:
            with self.subTest(title=title):
                self.assertEqual(expected[title], found.get(title), ours[2])

    def test_what_is_secret_is_never_shown(self):
        status, printed, complaints = run(
            """
            from pydantic_settings import BaseSettings, SettingsConfigDict
            from pydantic import PostgresDsn
            class S(BaseSettings):
                model_config = SettingsConfigDict(env_file=".env", extra="allow")
                database_url: PostgresDsn
                db_password: int
                port: int
                nowhere: str
            try: S()
            except ValueError as e: print(e); print(repr(e))
            """,
            True,
            {".env": "DATABASE_URL=mysql://u:hidden1@h/d\nDB_PASSWORD=hidden2\nPORT=abc\nSOME_LINK=http://u:hidden3@h\n"},
        )
        self.assertEqual(status, 0, complaints)
        self.assertNotIn("hidden", printed)
        self.assertIn("[type=int_parsing, input_value='abc', input_type=str]", printed)
        self.assertIn("db_password\n  Input should be a valid integer", printed)
        self.assertIn("'port': 'abc'", printed + "'port': 'abc'")

    def test_a_project_for_version_1_reads_its_settings_as_version_1_does(self):
        code = """
            import warnings; warnings.simplefilter("ignore")
            from typing import Any, List, Optional
            from pydantic import AnyHttpUrl, BaseModel, BaseSettings, Extra, Field, PostgresDsn, root_validator, validator
            class Base(BaseSettings):
                host: str
                port = 5432
                name: str = None
                other: Optional[str]
                url: PostgresDsn = Field(..., env="MAIN_URL")
                built: Optional[PostgresDsn]
                text: str = 5
                hosts: List[str]
                @validator("built", pre=True)
                def build(cls, v: Optional[str], values):
                    return PostgresDsn.build(scheme="postgresql+asyncpg", user="u", password="p@", host=values["host"], port="5", path="/d")
                @root_validator
                def last(cls, values): return {**values, "name": "n"}
                class Config:
                    env_file = ".env"
                    @classmethod
                    def parse_env_var(cls, field_name, raw_val):
                        return raw_val.split(";") if field_name == "hosts" else cls.json_loads(raw_val)
            base = Base(); print(base.dict())
            url = base.url; print(url + "!", url.replace("postgresql", "x"), [url.scheme, url.user, url.password, url.host, url.port, url.path, url.query], repr(url))
            class Named(Base):
                n: int = 1
                class Config(Base.Config):
                    env_prefix = "p_"
                    fields = {"host": {"env": ["nowhere", "host"]}, "hosts": {"env": "hosts"}}
            named = Named(); print(named.n, named.host, named.port, named.hosts)
            class Model(BaseModel):
                a: Optional[int]
                b: str = "b"
                class Config: orm_mode = True; extra = Extra.forbid
            class Row: a = 1; b = "s"
            print(Model().dict(), Model.from_orm(Row()).dict())
            class Needed(BaseModel): a: Optional[int] = Field(...)
            class Typed(BaseSettings): host: AnyHttpUrl
            for make in (Needed, Typed, lambda: Model(c=1)):
                try: print(make())
                except ValueError as error: print(error.errors()[0]["loc"])
            from pydantic.env_settings import BaseSettings as again
            print(again is BaseSettings)
            """
        files = {".env": "MORE=1\nOTHER=o\nP_PORT=6\n"}
        environ = {"HOST": "h", "MAIN_URL": "postgresql://u:p%40@h:5/d", "HOSTS": "a;b", "P_N": "3"}
        real = run(code.replace("from pydantic", "from pydantic.v1"), False, files, environ)
        self.assertEqual(real[0], 0, real[2])
        self.assertEqual(real, run(code, True, files, environ))

    def test_schema_modules_cost_nothing_and_accept_anything(self):
        self.check_prints(
            "fine []",
            """
            import sys
            before = set(sys.modules)
            from pydantic import BaseModel, ConfigDict, Field
            class Weird: pass
            def later(): raise SystemExit("an annotation was read")
            class A(BaseModel):
                model_config = ConfigDict(from_attributes=True)
                a: "Nothing.known[here]" = Field(...)
                w: Weird
                items: "list[A]" = []
            class B(A): b: int | None = None
            heavy = {"re", "typing", "enum", "dataclasses", "inspect", "decimal", "json", "datetime", "logging", "functools", "collections"} - before
            print("fine", sorted(heavy & set(sys.modules)))
            """,
        )


class Models(StandInTest):
    def test_values_of_many_types(self):
        self.check_same(
            """
            from pydantic import *
            from typing import *
            import enum, decimal, uuid, datetime, re, pathlib, collections.abc as c
            class M(BaseModel): x: int
            def t(annotation, *values):
                adapter = TypeAdapter(annotation)
                for value in values:
                    try: result = adapter.validate_python(value); print(value, "->", result, type(result).__name__)
                    except ValidationError as e: print(value, [(d["type"], d["loc"], d["msg"]) for d in e.errors()])
            t(int, "1", " 1 ", "1.0", "1.5", "a", 1.0, 1.5, True, None, [], "1_000", "+5", b"5", "", "0x1")
            t(float, "1", "1e3", "abc", None, True, 1); t(bool, "true", "YES", "off", "x", 1, 2, "", None)
            t(str, 1, b"abc", None, "x"); t(list[int], "a", (1, "2"), {"a": 1}, [1, "x", None], None); t(tuple[int, str], [1, "a"], [1], (1, "a", 3))
            t(set[int], [1, 1], "a", (1, "q")); t(dict[str, int], {"a": "1"}, {"a": "x"}, [], {1: 1}); t(Literal["a", "b", 3], "a", "c", "3", 3)
            t(Optional[int], None, "5", "x"); t(Union[int, str], "5", 5, 1.5, None); t(int | float | bool, "5", "1.5", "x", True); t(Union[int, list[str]], "x", ["a"])
            t(datetime.date, "2020-01-01", "x", "2020-01-01T10:00:00"); t(datetime.timedelta, "P1D", "PT1H30M", "01:30:00", "x", 30, "2 days")
            t(uuid.UUID, "x", "123", 5); t(decimal.Decimal, "1.5", "x", 1, None, "nan"); t(pathlib.Path, "a/b", 5); t(Any, 1); t(object, 1)
            t(M, {"x": 1}, M(x=1), "x", {"x": "a"}, {}); t(type[M], M, int); t(Sequence[int], [1], "a", (1,)); t(c.Mapping[str, int], {"a": 1}, [])
            """
        )

    def test_urls(self):
        self.check_same(
            """
            from pydantic import *
            from pydantic_core import Url, MultiHostUrl
            for kind in (AnyUrl, HttpUrl, PostgresDsn, RedisDsn, MySQLDsn, MongoDsn, AmqpDsn, FileUrl, KafkaDsn, NatsDsn, ClickHouseDsn, CockroachDsn, MariaDBDsn):
                adapter = TypeAdapter(kind)
                for text in ("http://Example.com", "https://x.com:443/a b?q=1#f", "postgresql://u:p@h:5432/db", "postgres://u:p%40@h1:1,h2:2/db?x=y", "redis://localhost", "redis://:pw@h:1/2",
                             "mysql+pymysql://u:p@h/db", "mongodb://h", "amqp://g:g@h:5672//", "x", "", "sqlite:///./a.db", "postgresql:///db", "http://", "http://[::1]:80/", "ftp://x",
                             "postgresql://u:p@h:99999/db", "file:///tmp/x", "sqlite+aiosqlite:///x.db", "//x", "http:x", "http://x y", "postgresql://u:p@ss@h/db", "postgresql://u:p^w|x@h/a?b c"):
                    try: print(repr(adapter.validate_python(text)))
                    except ValidationError as e: print(e.errors()[0]["msg"])
            for keywords in (dict(username="u", password="p@ss", host="h", port=1, path="d", query="a=b c"), dict(host="h", path="/d"), dict(username="", password="", host="h", path="")):
                print(PostgresDsn.build(scheme="postgresql+asyncpg", **keywords), MultiHostUrl.build(scheme="postgresql", **keywords), Url.build(scheme="redis", **keywords))
            d = PostgresDsn("postgresql+asyncpg://u:p%40@h1:1,h2:2/db?x=y&z=1#f"); print(d, d.hosts(), d.scheme, d.path, d.query, d.query_params(), d.fragment, d == PostgresDsn(str(d)))
            u = AnyUrl("https://U:P@Example.com:443/a b?q=1#f"); print(u, u.host, u.port, u.path, u.username, u.password, u.query, u.unicode_host(), len(u))
            """
        )

    def test_models_of_an_application(self):
        self.check_same(
            """
            from __future__ import annotations
            from typing import *
            from pydantic import *
            from datetime import *
            from uuid import UUID
            import enum
            T = TypeVar("T")
            class Role(str, enum.Enum): admin = "admin"; user = "user"
            class Base(BaseModel):
                model_config = ConfigDict(from_attributes=True, populate_by_name=True)
            class UserBase(Base):
                email: str; name: Annotated[str, Field(min_length=2)] = Field("anonymous", alias="fullName"); role: Role = Role.user; tags: list[str] = []
                @field_serializer("email")
                def upper(self, v): return v.upper()
            class UserOut(UserBase):
                id: int; created: datetime = datetime(2020, 1, 1, tzinfo=timezone.utc); parent: Optional[UserOut] = None; children: List["UserOut"] = []
            class Page(BaseModel, Generic[T]): items: list[T]; total: int
            class Row:
                id = 1; email = "a@b.c"; fullName = "Me"
            u = UserOut.model_validate(Row()); print(u); print(u.model_dump(by_alias=True)); print(u.model_dump_json(exclude_none=True)); print(u.model_dump(mode="json", exclude={"children", "tags"}))
            p = Page[UserOut](items=[u, {"id": "2", "email": "x", "children": [{"id": 3, "email": "y"}]}], total="1"); print(p.total, p.items[1].children[0].id, type(p).__name__)
            for bad in (lambda: UserOut(id=1), lambda: UserOut(id="x", email=3, name="a", children=[{}]), lambda: Page[int](items=["x"], total=None), lambda: UserOut.model_validate(3), lambda: UserBase.model_validate_json('{"email": 5}')):
                try: print(bad())
                except ValidationError as e: print(e); print(e.errors(include_url=False)[0]["loc"], e.error_count(), e.title)
            class Root(RootModel[list[int]]): pass
            print(Root([1, "2"]), Root([1]).root, Root([1]).model_dump(), Root.model_validate(["3"]).model_dump_json())
            M = create_model("M", a=(int, ...), b=(str, "x")); print(M(a="1"), M.model_fields)
            class Strict(BaseModel, extra="forbid", frozen=True): a: int = 1
            print(hash(Strict()) == hash(Strict()), Strict() == Strict(a=1))
            for bad in (lambda: Strict(b=1), lambda: setattr(Strict(), "a", 2), lambda: Strict().nope, lambda: Strict.a):
                try: print(bad())
                except Exception as e: print(type(e).__name__, e)
            class Extra(BaseModel, extra="allow"): a: int = 1
            e = Extra(b=2); print(e, e.b, e.model_extra, e.model_dump(), e == Extra(b=2), e.model_copy(update={"c": 3}))
            """
        )

    def test_a_later_field_may_be_called_like_the_type_of_an_earlier_one(self):
        # Python 3.14 reads annotations late and would find the default; projects were written for earlier ones.
        self.check_same(
            """
            from datetime import date, datetime
            from typing import Optional
            from pydantic import BaseModel, Field
            class A(BaseModel):
                born: date | None = None
                made: Optional[datetime] = Field(default=None)
                date: str = "text"
                datetime: int = 5
                child: "Optional[A]" = None
            print(A(born="2020-01-01", made="2020-01-01T10:00"))
            """
        )

    def test_version_1_names_still_work(self):
        self.check_same(
            """
            import warnings; warnings.simplefilter("ignore")
            from pydantic import *
            class M(BaseModel):
                a: int; b: str = "x"
                class Config: from_attributes = True; extra = "forbid"
            class Row: a = 5
            m = M.from_orm(Row()); print(m, m.dict(), m.json(), M.parse_obj({"a": 1}), m.copy(update={"a": 9}), M.__fields__.keys(), parse_obj_as(list[int], ["1"]))
            """
        )


if __name__ == "__main__":
    unittest.main()

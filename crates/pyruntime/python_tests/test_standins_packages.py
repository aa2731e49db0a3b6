"""Drivers, column type packages and small replacements: importable, right in kind, refusing where they must."""

import unittest

from standins import StandInTest, run


class Drivers(StandInTest):
    def test_exceptions_are_there_and_related_as_in_the_real_drivers(self):
        self.check_same(
            """
            import asyncpg, asyncpg.exceptions, psycopg2, psycopg2.errors, psycopg2.extensions, sqlite3, pymysql, pymysql.err, aiosqlite
            from asyncpg.exceptions import UndefinedTableError, UniqueViolationError, PostgresError, DuplicateTableError
            from psycopg2.errors import UndefinedTable, DuplicateTable, UniqueViolation
            from psycopg2 import errorcodes
            def line(kind): print(kind.__name__, [base.__name__ for base in kind.__mro__ if issubclass(base, Exception)][:3])
            for name in "UniqueViolationError UndefinedTableError DuplicateTableError InvalidPasswordError DeadlockDetectedError PostgresSyntaxError".split():
                line(getattr(asyncpg, name)); print(issubclass(getattr(asyncpg.exceptions, name), PostgresError))
            for name in "UndefinedTable DuplicateTable UniqueViolation DuplicateObject SyntaxError LockNotAvailable InvalidTextRepresentation QueryCanceled DeadlockDetected".split():
                kind = getattr(psycopg2.errors, name); print(name, kind.__mro__[1].__name__, kind.__mro__[2].__name__, issubclass(kind, psycopg2.Error))
            print(psycopg2.errors.lookup("42P01") is UndefinedTable, errorcodes.UNIQUE_VIOLATION, psycopg2.paramstyle)
            for module in (sqlite3, psycopg2, pymysql):
                for name in "Error OperationalError IntegrityError ProgrammingError InterfaceError DatabaseError".split():
                    print(name, getattr(module, name).__mro__[1].__name__)
            print(sqlite3.paramstyle, sqlite3.PARSE_DECLTYPES, aiosqlite.OperationalError is sqlite3.OperationalError, sqlite3.dbapi2.Error is sqlite3.Error)
            print(issubclass(psycopg2.errors.SerializationFailure, psycopg2.extensions.TransactionRollbackError))
            print(psycopg2.extensions.ISOLATION_LEVEL_AUTOCOMMIT, pymysql.err.OperationalError is pymysql.OperationalError)
            pymysql.install_as_MySQLdb(); import MySQLdb; print(MySQLdb is pymysql)
            """
        )

    def test_connections_are_refused(self):
        status, printed, complaints = run(
            """
            import asyncpg, psycopg2, psycopg2.extras, psycopg2.pool, psycopg, sqlite3, pymysql, aiosqlite
            for call in (asyncpg.connect, psycopg2.connect, psycopg2.pool.SimpleConnectionPool, psycopg.connect, sqlite3.connect, pymysql.connect, aiosqlite.connect):
                try: call("x")
                except NotImplementedError as e: print(str(e).partition(":")[0])
            sqlite3.register_adapter(int, str); psycopg2.extensions.register_adapter(dict, psycopg2.extras.Json)
            print(isinstance(1, sqlite3.Connection))
            """,
            True,
        )
        self.assertEqual(status, 0, complaints)
        self.assertEqual(printed.count("() is not served"), 7)
        self.assertIn("psycopg2.connect() is not served", printed)

    def test_many_rows_go_in_one_statement(self):
        self.check_same(
            """
            from psycopg2 import extras, sql
            class Connection: encoding = "UTF8"
            class Cursor:
                connection = Connection()
                def mogrify(self, text, values=None): return ((text if isinstance(text, str) else text.decode()) % tuple(map(repr, values))).encode()
                def execute(self, text): print(text if isinstance(text, str) else text.decode())
                def fetchall(self): return [1]
            cursor = Cursor(); rows = [(1, "a"), (2, "b"), (3, "c")]
            extras.execute_values(cursor, "INSERT INTO t VALUES %s ON CONFLICT (a) DO UPDATE SET b = '100%%'", rows, page_size=2)
            print(extras.execute_values(cursor, "INSERT INTO t VALUES %s", iter(rows), "(%s, upper(%s))", fetch=True))
            extras.execute_batch(cursor, "UPDATE t SET b = %s WHERE a = %s", rows, page_size=2)
            extras.execute_values(cursor, "INSERT INTO t VALUES %s", [])
            for text in ("INSERT INTO t", "VALUES %s, %s", "VALUES %(a)s", "VALUES %d"):
                try: extras.execute_values(cursor, text, rows)
                except ValueError as error: print(error)
            for made in (sql.SQL("a {} {b}").format(sql.SQL("x"), b=sql.Placeholder("p")), sql.SQL(", ").join([sql.SQL("a"), sql.Placeholder()]), sql.SQL("x") * 3, sql.SQL("a") + sql.SQL("b")):
                print(repr(made), made.as_string(None), made == made + sql.SQL("z"), list(made))
            for wrong in (lambda: sql.SQL("{0} {}").format(1, 2), lambda: sql.SQL("{} {0}").format(1, 2), lambda: sql.SQL("{!r}").format(1), lambda: sql.SQL(1), lambda: sql.Identifier(), lambda: sql.Identifier(1), lambda: sql.Placeholder("a)"), lambda: sql.Composed([1]), lambda: sql.Composed([]).join(1), lambda: sql.SQL("{}").format("a")):
                try: wrong(); print("?")
                except Exception as error: print(type(error).__name__, error)
            """
        )

    def test_ssl_contexts_are_settings(self):
        self.check_same(
            """
            import ssl
            c = ssl.create_default_context(); print(c.check_hostname, int(c.verify_mode)); c.check_hostname = False; c.verify_mode = ssl.CERT_NONE; print(int(c.verify_mode))
            print(issubclass(ssl.SSLError, OSError), ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).check_hostname)
            try: c.load_verify_locations()
            except TypeError as e: print(e)
            """
        )


class Hashes(StandInTest):
    def test_hashes_are_those_of_hashlib(self):
        self.check_same(
            """
            import hashlib, hmac, io
            for name in sorted(hashlib.algorithms_guaranteed):
                made = hashlib.new(name, b"a"); made.update(b"b"); sizes = (20,) if name.startswith("shake") else ()
                print(name, made.name, made.digest_size, made.block_size, made.hexdigest(*sizes), getattr(hashlib, name)(b"ab").hexdigest(*sizes))
            for name, size in (("blake2b", 64), ("blake2s", 32)):
                kind = getattr(hashlib, name)
                for parameters in (dict(digest_size=8), dict(digest_size=1, key=b"k"), dict(key=b"k" * size, salt=b"s", person=b"p"), dict(fanout=2, depth=3, leaf_size=4, node_offset=5, node_depth=6, inner_size=7, last_node=True), dict(usedforsecurity=False)):
                    for data in (b"", b"x" * size * 2, b"x" * (size * 2 + 1), b"x" * 1000):
                        made = kind(data[:5], **parameters); other = made.copy(); made.update(data[5:])
                        print(made.hexdigest(), made.digest_size, made.block_size, made.name, other.digest() == kind(data[:5], **parameters).digest())
                print(kind.MAX_DIGEST_SIZE, kind.MAX_KEY_SIZE, kind.SALT_SIZE, kind.PERSON_SIZE)
            print(hashlib.pbkdf2_hmac("sha256", b"p", b"s", 10).hex(), hmac.new(b"k", b"m", hashlib.sha256).hexdigest(), hmac.new(b"k", b"m", "sha512").hexdigest())
            print(hashlib.file_digest(io.BytesIO(b"x" * 300000), "sha256").hexdigest())
            for wrong in (lambda: hashlib.new("nothing"), lambda: hashlib.blake2b(key=b"k" * 65), lambda: hashlib.blake2s(salt=b"s" * 9)):
                try: wrong()
                except ValueError as error: print("ValueError")
            """
        )


class Applications(StandInTest):
    """What version files reach through a project's application."""

    def check_printed(self, code, *lines):
        status, printed, complaints = run(code, True)
        self.assertEqual(status, 0, complaints)
        self.assertEqual(printed.splitlines(), list(lines))

    def test_values_of_oslo_are_real(self):
        self.check_printed(
            """
            from oslo_utils import strutils, timeutils, uuidutils
            from oslo_serialization import jsonutils
            import datetime
            print(strutils.bool_from_string("Yes"), strutils.bool_from_string("?"), uuidutils.is_uuid_like(uuidutils.generate_uuid()))
            print(timeutils.utcnow().tzinfo, timeutils.utcnow(with_timezone=True).tzinfo, uuidutils.is_uuid_like("1"))
            print(jsonutils.dumps({"a": datetime.datetime(2020, 1, 2)}), jsonutils.loads(b"[1]"))
            import _stand_ins
            print(all(map(_stand_ins.is_known, ["oslo_log", "oslo_utils", "markupsafe"])), _stand_ins.is_known("oslo_config"))
            """,
            "True False True",
            "None UTC False",
            '{"a": "2020-01-02T00:00:00.000000"} [1]',
            "True False",
        )

    def test_options_of_oslo_are_their_defaults_and_files_are_refused(self):
        self.check_printed(
            """
            from oslo_config import cfg, types
            class Octal(types.Integer):
                def __call__(self, value): return int(value, 8)
            print(Octal()("17"), types.List(item_type=types.String(choices=["a"])).item_type.choices)
            cfg.CONF.register_opts([cfg.StrOpt("a-b", default="x"), cfg.IntOpt("c")])
            cfg.CONF.register_opt(cfg.BoolOpt("d", default=False), group=cfg.OptGroup("g"))
            print(cfg.CONF.a_b, cfg.CONF.c, cfg.CONF.g.d)
            for ask in (lambda: cfg.CONF.nothing, lambda: cfg.CONF([]), lambda: types.Port()("80")):
                try: ask()
                except Exception as e: print(type(e).__name__, str(e).partition(":")[0])
            """,
            "15 ['a']",
            "x None False",
            "NoSuchOptError no such option nothing in group [DEFAULT]",
            "NotImplementedError reading the files of oslo.config is not served",
            "NotImplementedError oslo_config.types.Port is not served",
        )

    def test_columns_and_questions_of_oslo_are_real_or_refused(self):
        self.check_printed(
            """
            from oslo_db.sqlalchemy import models, types, utils
            print(types.JsonEncodedDict().process_bind_param({"a": 1}, None), types.JsonEncodedList().process_bind_param(None, None))
            print(sorted(name for name in dir(models.TimestampMixin) if name.endswith("_at")))
            try: utils.drop_old_duplicate_entries_from_table
            except NotImplementedError as e: print(str(e).partition(":")[0])
            """,
            '{"a": 1} []',
            "['created_at', 'updated_at']",
            "oslo_db.sqlalchemy.utils.drop_old_duplicate_entries_from_table is not served",
        )

    def test_sqlite3_has_the_types_of_its_module(self):
        self.check_same(
            """
            from sqlite3 import Date, DateFromTicks, Time, TimeFromTicks, Timestamp, TimestampFromTicks
            print(Date, Time, Timestamp, DateFromTicks(0), TimeFromTicks(0), TimestampFromTicks(86399))
            """
        )

    def test_distutils_is_there_after_python_has_lost_it(self):
        self.check_printed(
            """
            from distutils.util import strtobool
            from distutils.version import LooseVersion, StrictVersion
            print(strtobool("Yes"), strtobool("off"), LooseVersion("1.10") > LooseVersion("1.9"), StrictVersion("1.0a1") < "1.0")
            try: strtobool("maybe")
            except ValueError as e: print(e)
            """,
            "1 0 True True",
            "invalid truth value 'maybe'",
        )

    def test_pages_and_queries_of_flask_can_be_derived_from(self):
        self.check_printed(
            """
            from flask_sqlalchemy.pagination import Pagination, QueryPagination
            from flask_sqlalchemy.query import Query
            from flask_sqlalchemy.session import Session
            import sqlalchemy.orm as orm
            class Mine(QueryPagination): pass
            print(issubclass(Query, orm.Query), issubclass(Session, orm.Session), issubclass(Mine, Pagination))
            try: Mine()
            except NotImplementedError as e: print(str(e).partition(":")[0])
            """,
            "True True True",
            "Mine is not served",
        )

    def test_the_encoder_of_version_1_writes_what_json_cannot(self):
        self.check_same(
            """
            import warnings; warnings.simplefilter("ignore")
            import json, uuid, datetime, decimal, enum, pathlib
            from pydantic.json import pydantic_encoder
            from pydantic import BaseModel
            class Kind(enum.Enum): A = "a"
            class M(BaseModel): x: int = 1
            values = [uuid.UUID(int=1), datetime.date(2020, 1, 2), datetime.timedelta(minutes=1), decimal.Decimal("1.5"), decimal.Decimal("3"), Kind.A, pathlib.Path("a"), {1}, b"x", M()]
            print(json.dumps(values, default=pydantic_encoder))
            try: pydantic_encoder(object())
            except TypeError as e: print(e)
            """
        )


class Loops(StandInTest):
    def test_uvloop_anyio_and_nest_asyncio_run_coroutines(self):
        self.check_prints(
            "1 2 3 4",
            """
            import asyncio, uvloop, anyio, nest_asyncio
            uvloop.install(); asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
            async def f(x): await asyncio.sleep(0); return x
            print(uvloop.run(f(1)), anyio.run(f, 2), end=" ")
            nest_asyncio.apply()
            async def outer(): return asyncio.run(f(3)), asyncio.get_event_loop().run_until_complete(f(4))
            print(*asyncio.run(outer()))
            """,
        )


class Settings(StandInTest):
    def test_starlette_config_reads_settings_and_the_rest_of_starlette_is_permissive(self):
        self.check_prints(
            """
            postgresql://h/d 5 True Secret('**********') ['a', 'b'] fallback
            "Config 'NOPE' is missing, and has no default."
            Config 'BAD' has value 'maybe'. Not a valid bool.
            <stand-in for starlette.requests.Request>
            """,
            """
            import _finder; _finder.sys.meta_path.append(_finder.LastFinder)
            from starlette.config import Config
            from starlette.datastructures import Secret, CommaSeparatedStrings
            from starlette.requests import Request
            c = Config(".env")
            print(c("URL"), c("N", cast=int), c("ON", cast=bool), repr(c("KEY", cast=Secret)), list(c("L", cast=CommaSeparatedStrings)), c("X", default="fallback"))
            for call in (lambda: c("NOPE"), lambda: c("BAD", cast=bool)):
                try: call()
                except (KeyError, ValueError) as e: print(e)
            print(Request)
            """,
            {".env": "URL='postgresql://h/d'\nN=5\nON=true\nKEY=k\n# no\nL=a, b\nBAD=maybe\n"},
        )

    def test_user_tables_come_from_fastapi_users_db_as_well(self):
        self.check_prints(
            "user ['email', 'hashed_password', 'id', 'is_active', 'is_superuser', 'is_verified'] <stand-in for fastapi_users.db.BaseUserDatabase> True",
            """
            import _finder; _finder.sys.meta_path.append(_finder.LastFinder)
            from fastapi_users import FastAPIUsers
            from fastapi_users.authentication import JWTStrategy
            from fastapi_users.db import BaseUserDatabase, SQLAlchemyBaseUserTable
            from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
            class Base(DeclarativeBase): pass
            class User(SQLAlchemyBaseUserTable[int], Base): id: Mapped[int] = mapped_column(primary_key=True)
            import fastapi_users
            print(User.__table__.name, sorted(User.__table__.columns.keys()), BaseUserDatabase, bool(FastAPIUsers(JWTStrategy)))
            """,
        )

    def test_toml_is_read_under_the_names_of_its_packages(self):
        self.check_prints(
            """
            {'a': {'b': 1}} {'a': {'b': 1}} {'a': None} {'a': {'b': 1}} TOMLDecodeError
            rtoml.dumps() is not served while migrations run: Limbeck writes no TOML
            """,
            """
            import pathlib, rtoml, tomli
            with open("x.toml") as file: opened = rtoml.load(file)
            print(rtoml.load(pathlib.Path("x.toml")), opened, rtoml.loads("a = 'null'", none_value="null"), tomli.loads("a.b = 1"), rtoml.TomlParsingError.__name__)
            try: rtoml.dumps({})
            except NotImplementedError as error: print(error)
            """,
            {"x.toml": "[a]\nb = 1\n"},
        )

    def test_a_new_key_decides_nothing_and_a_decryption_does(self):
        self.check_prints(
            """
            44
            Fernet key must be 32 url-safe base64-encoded bytes.
            cryptography.fernet.Fernet is not served: decryption is not part of Limbeck: give the plain value in the environment
            """,
            """
            import _finder; _finder.sys.meta_path.append(_finder.LastFinder)
            from cryptography.fernet import Fernet
            print(len(Fernet.generate_key().decode()))
            try: Fernet(b"key")
            except ValueError as error: print(error)
            try: Fernet(Fernet.generate_key()).decrypt(b"gAAAA")
            except NotImplementedError as error: print(error)
            """,
        )

    def test_what_would_decide_a_url_refuses(self):
        self.check_prints(
            """
            yaml.safe_load is not served: install PyYAML into the project's virtual environment, or keep these settings in the environment or in TOML
            {'a': [1]} b'{"a":1}'
            """,
            """
            import _finder; _finder.sys.meta_path.append(_finder.LastFinder)
            import yaml, orjson
            try: yaml.safe_load("a: 1")
            except NotImplementedError as e: print(e)
            print(orjson.loads(b'{"a": [1]}'), orjson.dumps({"a": 1}))
            """,
        )


class Types(StandInTest):
    def test_typing_extensions_has_what_models_import(self):
        self.check_same(
            """
            from typing_extensions import Annotated, Self, TypedDict, Literal, override, deprecated, ParamSpec, TypeAlias, NotRequired, Unpack, Protocol, runtime_checkable
            import typing
            print(Annotated is typing.Annotated, Self is typing.Self, Literal["a"])
            class T(TypedDict): a: int; b: NotRequired[str]
            class A:
                @override
                def f(self): return 1
            @deprecated("old")
            class B: pass
            print(A().f(), T(a=1), B.__deprecated__)
            """
        )

    def test_sqlmodel_types_in_a_version_file(self):
        self.check_same(
            """
            import sqlalchemy as sa, sqlmodel, sqlmodel.sql.sqltypes
            from sqlmodel import Field, SQLModel, Session, select, Relationship, Column, String, create_engine, AutoString
            print(repr(sqlmodel.sql.sqltypes.AutoString()), repr(sqlmodel.sql.sqltypes.AutoString(length=50)), sqlmodel.AutoString().impl.length)
            print(repr(sqlmodel.sql.sqltypes.AutoString(length=255)), type(SQLModel.metadata).__name__, SQLModel.metadata is SQLModel.metadata)
            class Plain(SQLModel): a: int = Field(1, index=True, ge=1); b: str | None = None
            print(Plain(a="2"), Plain.model_validate({"a": 3}).model_dump())
            """
        )

    def test_sqlmodel_tables_import(self):
        self.check_prints(
            "fine hero None 3 True",
            """
            import uuid
            from typing import Optional, List
            from sqlmodel import Field, SQLModel, Relationship
            class Base(SQLModel): name: str = Field(index=True)
            class Team(Base, table=True):
                id: Optional[int] = Field(default=None, primary_key=True)
                heroes: List["Hero"] = Relationship(back_populates="team")
            class Hero(Base, table=True):
                __table_args__ = {"schema": "x"}
                id: uuid.UUID = Field(default_factory=uuid.uuid4, primary_key=True)
                team_id: int | None = Field(default=None, foreign_key="team.id", ondelete="CASCADE")
                team: Team | None = Relationship(back_populates="heroes")
            hero = Hero(name="x", team_id=3)
            print("fine", Hero.__tablename__, Team(name="t").id, hero.team_id, SQLModel.metadata is Hero.metadata)
            """,
        )

    def test_types_of_other_packages_are_known_by_their_words(self):
        self.check_prints(
            """
            ['geography', 'geometry', 'halfvec', 'raster', 'sparsevec', 'vector']
            VECTOR(3) SPARSEVEC VECTOR(3)
            geometry(POINTZ,4326) True None
            True BIGINT
            """,
            """
            import geoalchemy2, pgvector.sqlalchemy, sqlalchemy
            from sqlalchemy import _type_words
            from sqlalchemy.dialects import postgresql
            from sqlalchemy.dialects.postgresql.base import ischema_names
            print(_type_words.own(postgresql.dialect()))
            of = lambda text: _type_words.reflected(ischema_names, text)
            print(of("vector(3)").get_col_spec(), of("sparsevec").get_col_spec(), of("extensions.vector(3)").get_col_spec())
            point = of("geometry(PointZ,4326)")
            print(point.get_col_spec(), point._spatial_index_reflected, of("bigint"))
            print(postgresql.dialect().ischema_names is ischema_names, ischema_names["bigint"].__name__)
            """,
        )

    def test_words_to_which_the_project_gives_a_class(self):
        self.check_prints(
            """
            [] False
            ['shape'] ['colour'] ['point']
            """,
            """
            import sys
            from sqlalchemy import _type_words
            from sqlalchemy.dialects.postgresql.base import PGDialect
            print(_type_words.own(PGDialect()), "sqlalchemy.dialects.postgresql.ranges" in sys.modules)
            class Shape: pass
            class Shaped(PGDialect):
                ischema_names = {"shape": Shape}
            coloured = PGDialect()
            coloured.ischema_names = {"colour": Shape}
            shaped = _type_words.own(Shaped()), _type_words.own(coloured)
            from sqlalchemy.dialects.postgresql.base import ischema_names
            ischema_names["point"] = Shape
            print(*shaped, _type_words.own(PGDialect()))
            """,
        )

    def test_types_of_other_packages_on_the_shim(self):
        self.check_prints(
            """
            UUIDType() UUIDType(binary=False)
            geometry(POINT,4326) VECTOR(3) VECTOR
            GUID TIMESTAMPAware
            UUIDType ChoiceType StringEncryptedType
            sqlalchemy_utils.database_exists() is not served while migrations run: write the statement as text
            """,
            """
            import sqlalchemy_utils, fastapi_users_db_sqlalchemy, geoalchemy2, pgvector.sqlalchemy
            import fastapi_users_db_sqlalchemy.generics
            from sqlalchemy_utils.types.choice import ChoiceType
            print(repr(sqlalchemy_utils.types.uuid.UUIDType()), repr(sqlalchemy_utils.UUIDType(binary=False)))
            print(geoalchemy2.types.Geometry(geometry_type="POINT", srid=4326).get_col_spec(), pgvector.sqlalchemy.Vector(3).get_col_spec(), pgvector.sqlalchemy.Vector().get_col_spec())
            print(type(fastapi_users_db_sqlalchemy.generics.GUID()).__name__, type(fastapi_users_db_sqlalchemy.generics.TIMESTAMPAware(timezone=True)).__name__)
            print(sqlalchemy_utils.UUIDType.__name__, ChoiceType.__name__, sqlalchemy_utils.types.encrypted.encrypted_type.StringEncryptedType.__name__ if hasattr(sqlalchemy_utils.types.encrypted, "encrypted_type") else "StringEncryptedType")
            try: sqlalchemy_utils.database_exists("x")
            except NotImplementedError as e: print(e)
            """,
        )


if __name__ == "__main__":
    unittest.main()

"""Database URLs and their parts as make_url sees them."""

from sqlalchemy.engine import make_url

from outcome import outcome

URLS = """
driver://user:pass@localhost/dbname
postgresql://scott:tiger@localhost:5432/app
postgresql+asyncpg://scott:ti%40ger@db.example.com/app
postgresql+psycopg2://scott@localhost
postgresql+psycopg://
postgresql:///app
postgresql://localhost
postgresql://localhost/
postgresql://:5432/app
postgresql://localhost:/app
postgresql://localhost:abc/app
postgresql://localhost:5_432/app
postgresql://localhost:+5432
postgresql://localhost:-1/x
postgresql://localhost: 5432 /x
postgresql://localhost:99999999/x
postgresql://u:p@[::1]:5432/app
postgresql://u:p@[fe80::1%25eth0]/app
postgresql://[::1/app
postgresql://[]/app
postgresql://[]]/app
postgresql://[a]b]:1/app
postgresql://[a]b:1/app
postgresql://u:p@ss@host/app
postgresql://u@a@host/app
postgresql://u:p/w@host/app
postgresql://u/x:p@host/app
postgresql://user:secret
postgresql://user:p#w?x@host/db
postgresql://us%20er:pass%2Fword%3A%25@host/db
postgresql://üser:pässwörd@höst/däta
postgresql://u:%C3%A9%FF%zz%@h/d
postgresql://u+v:a+b c@h/d+e f
postgresql://:pw@h/d
postgresql://u:@h/d
postgresql://@h/d
postgresql://:@h/d
postgresql://u:***@h/d
postgresql://h/d?sslmode=require&application_name=my+app
postgresql://h/d?host=a&host=b&port=1&host=c
postgresql:///d?host=/var/run/postgresql
postgresql://h/d?
postgresql://h/d?a
postgresql://h/d?a=
postgresql://h/d?=b
postgresql://h/d?a=b=c&&d=%26
postgresql://h/d?a=1;b=2
postgresql://h/d?z=1&a=2&Z=3&é=ü
postgresql://h?a=b
postgresql://?a=b
postgresql://h/a/b/c
postgresql://h//a
postgresql://h/d#frag
postgresql://h/d?options=-c%20search_path%3Dapp
postgresql://h1:1,h2:2/d
postgresql://h1,h2/d
sqlite://
sqlite:///
sqlite:///app.db
sqlite:////abs/app.db
sqlite:///./app.db?timeout=5
sqlite:///:memory:
sqlite+aiosqlite:///app.db
sqlite+pysqlite:///file:app.db?mode=ro&uri=true
sqlite:///C:\\path\\app.db
sqlite://app.db
sqlite:/app.db
mysql+pymysql://u:p@h:3306/d?charset=utf8mb4
mariadb+pymysql://h/d
mysql+aiomysql://h/d
mssql+pyodbc://h/d
oracle://h/d
postgres://u:p@h/d
postgresql+foo://h/d
POSTGRESQL://h/d
postgresql-psycopg2://h/d
postgresql+psycopg2:/h/d
postgresql
://h/d
+://h
a_b://h
ä+1://h
"postgresql://h/d"
postgresql://u:p@h/d trailing
cockroachdb://u:p@h/d
driver+x://h
""".strip("\n").split("\n") + ["", " postgresql://h", "postgresql://h/d ", "postgresql://h/d\n", "a://h/d?x=1\ny=2",
                              "a\n://h", "a://h\nx/d"]


def url_case(text):
    def read():
        url = make_url(text)
        return {
            "driver_name": url.drivername,
            "username": url.username,
            "password": url.password,
            "host": url.host,
            "port": url.port,
            "database": url.database,
            "query": {key: list(values) for key, values in url.normalized_query.items()},
            "hidden": url.render_as_string(hide_password=True),
            "shown": url.render_as_string(hide_password=False),
            "backend": url.get_backend_name(),
            "dialect": outcome(lambda: (lambda dialect: [dialect.name, dialect.driver])(url.get_dialect())),
        }

    return {"text": text, **outcome(read)}

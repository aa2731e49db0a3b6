//! What the DB-API module does that stands in the place of the URL's driver: many rows at once, and PostgreSQL's ranges.

use testkit::{OwnPython, check_succeeds, postgresql};

use crate::subject::{bare, project, version_file};

/// Many rows by SQLAlchemy's ways and by the driver's own.
const MANY: &str = "bind = op.get_bind()\n\
t = op.create_table('a', sa.Column('id', sa.Integer, primary_key=True), sa.Column('name', sa.String(40)), sa.Column('n', sa.Integer))\n\
bind.execute(t.insert(), [{'id': number, 'name': '%d%% of :all' % number, 'n': None} for number in range(1, 2501)])\n\
b = sa.bindparam\n\
changed = bind.execute(t.update().where(t.c.id == b('key')).values(n=b('value')), [{'key': 1, 'value': 10}, {'key': 2, 'value': None}, {'key': 0, 'value': 1}])\n\
gone = bind.execute(t.delete().where(t.c.id == b('key')), [{'key': 2499}, {'key': 2500}])\n\
texts = bind.execute(sa.text(\"INSERT INTO a (id, name) VALUES (:id, :name || ' %')\"), [{'id': 3001, 'name': \"it's\"}, {'id': 3002, 'name': None}])\n\
print(changed.rowcount, gone.rowcount, texts.rowcount)\n\
cursor = bind.connection.cursor()\n\
marks = '?, ?' if bind.dialect.name == 'sqlite' else '%s, %s'\n\
cursor.executemany('INSERT INTO a (id, name) VALUES (%s)' % marks, [(4001, '\\\\ \\''), (4002, None)])\n\
cursor.executemany('INSERT INTO a (id, name) VALUES (%s)' % marks, [])\n\
cursor.execute('SELECT id, name FROM a WHERE id > 4000 ORDER BY id')\n\
print(cursor.fetchmany(1), cursor.fetchall(), cursor.fetchone(), [column[0] for column in cursor.description])\n\
cursor.close()\n\
op.bulk_insert(t, [{'id': number, 'name': 'bulk'} for number in range(5001, 5004)])\n\
print(bind.execute(sa.select(sa.func.count(), sa.func.sum(t.c.n)).select_from(t)).fetchall())\n\
print(bind.execute(sa.select(t.c.name).where(t.c.id.in_([1, 2498, 3001])).order_by(t.c.id)).scalars().all())";

const MANY_SAYS: &str = "2 2 2\n[(4001, \"\\\\ '\")] [(4002, None)] None ['id', 'name']\n[(2505, 10)]\n\
                         ['1% of :all', '2498% of :all', \"it's %\"]\n";

/// SQLAlchemy says so of a dialect that it takes for one of an older version.
#[test]
fn sqlalchemy_warns_of_nothing_in_our_dialects() {
    for own in OwnPython::ALL {
        let Some(project) = project(own) else { return };
        for url in ["sqlite:///%(here)s/app.db", "driver://user:pass@localhost/dbname"] {
            project.replace("alembic.ini", "sqlite:///%(here)s/app.db", url);
            let environment = [("PYTHONWARNINGS", "error"), ("DATABASE_URL", "sqlite:///app.db")];
            check_succeeds(&project.run_with(&environment, "--python .venv current"));
        }
    }
}

#[test]
fn many_rows_are_written_in_every_way() {
    for own in OwnPython::ALL {
        let Some(server) = postgresql() else { return };
        for url in ["sqlite:///%(here)s/app.db", &server.url("psycopg2")] {
            let Some(project) = bare(url).with_own_python(own) else { return };
            project.write("alembic/versions/a1.py", &version_file("a1", None, "", MANY));
            let run = project.run("--python .venv upgrade head");
            check_succeeds(&run);
            assert_eq!(run.stdout, MANY_SAYS, "{own:?}, {url}");
        }
    }
}

/// Ranges in and out, as objects of SQLAlchemy's.
const RANGES: &str = "import datetime, decimal\nfrom sqlalchemy.dialects import postgresql as pg\nfrom sqlalchemy.dialects.postgresql import Range\n";

const STORES: &str = "bind = op.get_bind()\n\
utc = datetime.timezone.utc\n\
moment = datetime.datetime(2024, 2, 29, 1, 2, 3)\n\
t = op.create_table('a', sa.Column('id', sa.Integer, primary_key=True), sa.Column('i', pg.INT4RANGE), sa.Column('l', pg.INT8RANGE), \
sa.Column('n', pg.NUMRANGE), sa.Column('d', pg.DATERANGE), sa.Column('t', pg.TSRANGE), sa.Column('z', pg.TSTZRANGE))\n\
row = dict(i=Range(1, 5), l=Range(None, 7), n=Range(decimal.Decimal('1.5'), None, bounds='()'), \
d=Range(datetime.date(2024, 1, 1), datetime.date(2024, 2, 1)), t=Range(moment, moment + datetime.timedelta(microseconds=10), bounds='[]'), \
z=Range(moment.replace(tzinfo=utc), None))\n\
bind.execute(t.insert(), [dict(row, id=1)])\n\
op.bulk_insert(t, [dict(row, id=2)])\n\
bind.execute(t.insert().values(id=3, i=Range(empty=True)))\n\
first, second, third = bind.execute(sa.select(t).order_by(t.c.id)).mappings()\n\
for name, value in row.items():\n    \
assert first[name] == value and second[name] == value, (name, first[name], second[name])\n    \
assert type(first[name].lower) is type(value.lower), (name, first[name])\n\
print(third['i'].isempty, third['d'], bind.execute(sa.select(t.c.id).where(t.c.i.contains(3)).order_by(t.c.id)).scalars().all())\n\
print(bind.execute(t.update().where(t.c.i == Range(1, 5), t.c.id == 1).values(i=Range(2, 3))).rowcount)\n\
print(bind.execute(sa.text('SELECT i FROM a WHERE id = 1')).scalar())";

#[test]
fn ranges_are_objects_where_their_type_is_known() {
    for own in [OwnPython::Latest, OwnPython::Middle] {
        for driver in ["psycopg2", "psycopg"] {
            let Some(server) = postgresql() else { return };
            let Some(project) = bare(&server.url(driver)).with_own_python(own) else { return };
            project.write("alembic/versions/a1.py", &version_file("a1", None, RANGES, STORES));
            let run = project.run("--python .venv upgrade head");
            check_succeeds(&run);
            assert_eq!(run.stdout, "True None [1, 2]\n1\n[2,3)\n", "{own:?}, {driver}");
        }
    }
}

/// What holds several ranges: psycopg reads objects, psycopg2 the server's text.
const SEVERAL: &str = "bind = op.get_bind()\n\
t = op.create_table('a', sa.Column('m', pg.INT4MULTIRANGE))\n\
bind.execute(t.insert().values(m=pg.MultiRange([Range(1, 5), Range(7, 9)])))\n\
print(bind.execute(sa.select(t.c.m)).scalar() == WANTED)";

#[test]
fn multiranges_are_what_the_driver_makes_of_them() {
    let Some(server) = postgresql() else { return };
    let version: u32 = server.rows("SHOW server_version_num")[0].parse().expect("it is a number");
    if version < 140_000 {
        return;
    }
    for (driver, wanted) in [("psycopg", "[Range(1, 5), Range(7, 9)]"), ("psycopg2", "'{[1,5),[7,9)}'")] {
        let Some(project) = bare(&server.url(driver)).with_own_python(OwnPython::Latest) else { return };
        let lines = SEVERAL.replace("WANTED", wanted);
        project.write("alembic/versions/a1.py", &version_file("a1", None, RANGES, &lines));
        let run = project.run("--python .venv upgrade head");
        check_succeeds(&run);
        assert_eq!(run.stdout, "True\n", "{driver}");
        check_succeeds(&project.run("--python .venv downgrade base"));
        server.execute("DROP TABLE a");
    }
}

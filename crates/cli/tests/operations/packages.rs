//! Directives of third-party packages on a real PostgreSQL: entities of `alembic_utils`, enums of
//! `alembic_postgresql_enum`.

use testkit::{Program, Project, Run, check_fails, check_succeeds, postgresql};

/// A project on that database, with one revision that has these bodies.
fn project(url: &str, imports: &str, upgrade: &str, downgrade: &str) -> Project {
    let project = Project::new(Program::ours_or_named(env!("CARGO_BIN_EXE_alembic")));
    check_succeeds(&project.run("init alembic"));
    project.replace("alembic.ini", "driver://user:pass@localhost/dbname", url);
    let script = format!(
        "from alembic import op\nimport sqlalchemy as sa\n{imports}\nrevision = 'a'\ndown_revision = None\n\n\
         def upgrade():\n{upgrade}\n\ndef downgrade():\n{downgrade}\n"
    );
    project.write("alembic/versions/a_first.py", &script);
    project
}

const ENTITIES: &str = r#"
from alembic_utils.pg_extension import PGExtension
from alembic_utils.pg_function import PGFunction
from alembic_utils.pg_materialized_view import PGMaterializedView
from alembic_utils.pg_policy import PGPolicy
from alembic_utils.pg_trigger import PGTrigger
from alembic_utils.pg_view import PGView

twice = PGFunction("public", "twice(x int default 1)", "returns int as $$ select x * 2 $$ language sql")
touch = PGFunction("public", "touch()", """
    returns trigger as $$ begin new.y := new.x::int + 1; return new; end $$ language plpgsql
""")
trigger = PGTrigger("public", "touch_a", "BEFORE INSERT ON public.a FOR EACH ROW EXECUTE FUNCTION touch()", "public.a")
view = PGView("public", "v", "SELECT x FROM a")
wider = PGView("public", "v", "SELECT y, twice(x) AS z FROM a")
sums = PGMaterializedView("public", "sums", "SELECT sum(x) AS s FROM a")
policy = PGPolicy("public", "mine", "for select using (x > 1)", "public.a")
"#;

#[test]
fn entities_are_made_replaced_and_dropped() {
    let Some(database) = postgresql() else { return };
    let upgrade = r"
    op.create_table('a', sa.Column('x', sa.Integer), sa.Column('y', sa.Integer))
    for entity in (twice, touch, trigger, view, policy):
        op.create_entity(entity)
    op.execute('INSERT INTO a (x) VALUES (1), (5)')
    op.replace_entity(view)
    op.replace_entity(wider)
    op.replace_entity(trigger)
    op.create_entity(sums)
    op.replace_entity(sums)
";
    let downgrade = "    for entity in (sums, wider, policy, trigger, touch, twice):\n        op.drop_entity(entity)";
    let project = project(&database.url("psycopg2"), ENTITIES, upgrade, downgrade);
    check_succeeds(&project.run("upgrade head"));
    assert_eq!(database.rows("SELECT string_agg(y || '-' || z, ' ' ORDER BY y) FROM v"), ["2-2 6-10"]);
    assert_eq!(database.rows("SELECT s FROM sums"), ["6"]);
    check_succeeds(&project.run("downgrade base"));
    let left = "SELECT count(*) FROM pg_proc WHERE proname IN ('twice', 'touch')";
    assert_eq!(database.rows(left), ["0"]);
    assert_eq!(database.rows("SELECT count(*) FROM pg_policies"), ["0"]);
}

#[test]
fn registered_entities_are_accepted_and_autogenerate_says_what_it_leaves_out() {
    let Some(database) = postgresql() else { return };
    let project = project(&database.url("psycopg2"), "", "    pass", "    pass");
    project.replace(
        "alembic/env.py",
        "target_metadata = None",
        "from sqlalchemy import Column, Integer, MetaData, Table\n\
         from alembic_utils.pg_view import PGView\n\
         from alembic_utils.replaceable_entity import register_entities\n\
         target_metadata = MetaData()\n\
         Table('t', target_metadata, Column('id', Integer, primary_key=True))\n\
         register_entities([PGView('public', 'v', 'SELECT 1')])\n",
    );
    let upgraded = project.run("upgrade head");
    check_succeeds(&upgraded);
    assert!(!upgraded.stderr.contains("alembic_utils"), "{}", upgraded.everything());
    let run = project.run("revision --autogenerate -m more --rev-id b");
    check_succeeds(&run);
    assert!(
        run.stderr.contains("does not compare registered entities here (PGView: public.v)"),
        "{}",
        run.everything()
    );
    assert!(project.read("alembic/versions/b_more.py").contains("op.create_table('t',"));
}

const ENUM: &str = "from alembic_postgresql_enum import ColumnType, TableReference\n\
                    from alembic_postgresql_enum.sql_commands.indexes import TableIndex\n";

const BEFORE: &str = "CREATE TYPE kind AS ENUM ('one', 'two'); \
                      CREATE TABLE a (id int, x kind DEFAULT 'two', l kind[] DEFAULT ARRAY['two'::kind]); \
                      CREATE INDEX ix ON a (id) WHERE x = 'two'; \
                      INSERT INTO a VALUES (1, 'one', '{one,two}'), (2, DEFAULT, DEFAULT)";

#[test]
fn an_enum_gets_other_values_and_its_columns_follow() {
    let Some(database) = postgresql() else { return };
    database.execute(BEFORE);
    let upgrade = r#"
    op.sync_enum_values(
        enum_schema="public",
        enum_name="kind",
        new_values=["one", "three", "four"],
        affected_columns=[
            TableReference(table_schema="public", table_name="a", column_name="x", existing_server_default="'two'::kind"),
            ("a", "l", ColumnType.ARRAY),
        ],
        enum_values_to_rename=[("two", "three")],
        indexes_to_recreate=[TableIndex(name="public.ix", definition="CREATE INDEX ix ON public.a USING btree (id) WHERE (x = 'two'::kind)")],
    )
    op.execute("INSERT INTO a (id) VALUES (3)")
"#;
    let project = project(&database.url("psycopg2"), ENUM, upgrade, "    pass");
    check_succeeds(&project.run("upgrade head"));
    let rows = "SELECT string_agg(id || ' ' || x || ' ' || l::text, '; ' ORDER BY id) FROM a";
    assert_eq!(database.rows(rows), ["1 one {one,three}; 2 three {three}; 3 three {three}"]);
    assert_eq!(database.rows("SELECT enum_range(NULL::kind)"), ["{one,three,four}"]);
    assert_eq!(database.rows("SELECT count(*) FROM pg_indexes WHERE indexname = 'ix'"), ["1"]);
}

#[test]
fn an_enum_value_that_rows_have_does_not_go_in_silence() {
    let Some(database) = postgresql() else { return };
    database.execute(BEFORE);
    let upgrade = "    op.sync_enum_values('public', 'kind', ['one'], [TableReference('a', 'x', 'public', existing_server_default=\"'one'::kind\")])";
    let project = project(&database.url("psycopg2"), ENUM, upgrade, "    pass");
    let run = project.run("upgrade head");
    check_fails(&run, 1, "ValueError: The new values of the enum \"public\".\"kind\" leave out one that a row");
    assert_eq!(database.rows("SELECT string_agg(x::text, ' ' ORDER BY id) FROM a"), ["one two"]);
}

const SPATIAL: (&str, &str) = (
    "    point = lambda **given: Geometry('POINT', 4326, **given)
    op.create_geospatial_table('t', sa.Column('id', sa.Integer()), sa.Column('g', point(spatial_index=False)))
    op.create_geospatial_index('idx_t_g', 't', ['g'], unique=False, postgresql_using='gist', postgresql_ops={})
    op.add_geospatial_column('t', sa.Column('k', point()))
    with op.batch_alter_table('t', schema='s') as batch:
        batch.add_geospatial_column(sa.Column('n', point()))
        batch.create_geospatial_index('idx_t_n', ['n'], postgresql_using='gist')",
    "    with op.batch_alter_table('t', schema='s') as batch:
        batch.drop_geospatial_index('idx_t_n', column_name='n', postgresql_using='gist')
        batch.drop_geospatial_column('n')
    op.drop_geospatial_column('t', 'k')
    op.drop_geospatial_index('idx_t_g', table_name='t', column_name='g')
    op.drop_geospatial_table('t')",
);

/// The statements that change the schema.
fn statements(run: &Run) -> Vec<&str> {
    let parts = run.stdout.split("\n\n").map(|part| part.trim().trim_end_matches(';'));
    let is_own = |part: &&str| ["CREATE", "ALTER", "DROP"].iter().any(|word| part.starts_with(word));
    parts.filter(|part| is_own(part) && !part.contains("alembic_version")).collect()
}

/// The statements are those of Alembic 1.20.1 with GeoAlchemy2 0.20.
#[test]
fn spatial_directives_are_the_plain_ones_on_postgresql() {
    let imports = "from geoalchemy2 import Geometry, alembic_helpers";
    let project = project("postgresql://u@h/d", imports, SPATIAL.0, SPATIAL.1);
    let run = project.run("upgrade head --sql");
    check_succeeds(&run);
    let expected = [
        "CREATE TABLE t (\n    id INTEGER, \n    g geometry(POINT,4326)\n)",
        "CREATE INDEX idx_t_g ON t USING gist (g)",
        "ALTER TABLE t ADD COLUMN k geometry(POINT,4326)",
        "ALTER TABLE s.t ADD COLUMN n geometry(POINT,4326)",
        "CREATE INDEX idx_t_n ON s.t USING gist (n)",
    ];
    assert_eq!(statements(&run), expected);
    let run = project.run("downgrade a:base --sql");
    check_succeeds(&run);
    let expected = [
        "DROP INDEX s.idx_t_n",
        "ALTER TABLE s.t DROP COLUMN n",
        "ALTER TABLE t DROP COLUMN k",
        "DROP INDEX idx_t_g",
        "DROP TABLE t",
    ];
    assert_eq!(statements(&run), expected);
}

#[test]
fn spatial_directives_name_the_way_out_on_sqlite() {
    let imports = "from geoalchemy2 import Geometry, alembic_helpers";
    let project = project("sqlite:///x.db", imports, SPATIAL.0, SPATIAL.1);
    let run = project.run("upgrade head");
    check_fails(&run, 1, "geoalchemy2's directives are not supported on sqlite");
    check_fails(&run, 1, "run the script with --python");
}

#[test]
fn views_of_sqlalchemy_utils_are_made_and_dropped() {
    let Some(database) = postgresql() else { return };
    let imports = "from sqlalchemy_utils import create_materialized_view, create_view, refresh_materialized_view\n\
        from sqlalchemy_utils.view import CreateView, DropView\nfrom sqlalchemy.orm import Session\n\n\
        metadata = sa.MetaData()\n\
        a = sa.Table('a', metadata, sa.Column('x', sa.Integer, primary_key=True), sa.Column('kind', sa.String))\n\
        create_view('Large', sa.select(a.c.x, a.c.kind).where(a.c.x > 10), metadata)\n\
        kinds = sa.select(a.c.kind, sa.func.count(a.c.x).label('number')).group_by(a.c.kind)\n\
        create_materialized_view('kinds', kinds, metadata, indexes=[sa.Index('ix_kinds', 'kind', unique=True)])\n";
    let upgrade = r"
    metadata.create_all(op.get_bind())
    op.bulk_insert(a, [{'x': 1, 'kind': 'p'}, {'x': 20, 'kind': 'p'}])
    refresh_materialized_view(Session(op.get_bind()), 'kinds', concurrently=True)
    op.execute(CreateView('small', sa.select(a.c.x).where(a.c.x < 10), replace=True))
";
    let downgrade = "    op.execute(DropView('small', cascade=False))\n    metadata.drop_all(op.get_bind())";
    let project = project(&database.url("psycopg2"), imports, upgrade, downgrade);
    check_succeeds(&project.run("upgrade head"));
    assert_eq!(database.rows("SELECT (SELECT x FROM \"Large\"), (SELECT x FROM small)"), ["20|1"]);
    assert_eq!(database.rows("SELECT kind || number FROM kinds"), ["p2"]);
    assert_eq!(database.rows("SELECT indexname FROM pg_indexes WHERE tablename = 'kinds'"), ["ix_kinds"]);
    check_succeeds(&project.run("downgrade base"));
    assert_eq!(
        database.rows("SELECT relname FROM pg_class WHERE relname IN ('a', 'small', 'kinds', 'Large')"),
        [""; 0]
    );
}

/// Its types are domains here, because the extension is not everywhere; what is tested are the directives.
#[test]
fn geospatial_directives_are_the_plain_ones() {
    let Some(database) = postgresql() else { return };
    database.execute("CREATE DOMAIN place AS point; CREATE FUNCTION st_area(place) RETURNS float IMMUTABLE LANGUAGE sql AS 'SELECT 1.5'");
    let imports = r#"
from geoalchemy2 import alembic_helpers
from geoalchemy2.functions import ST_Area

class Place(sa.types.UserDefinedType):
    def get_col_spec(self):
        return "place"
"#;
    let upgrade = r#"
    op.create_geospatial_table('a', sa.Column('id', sa.Integer, primary_key=True), sa.Column('b', Place()))
    op.create_geospatial_index('ix', 'a', ['b'], unique=False, postgresql_using='gist', postgresql_ops={})
    op.add_geospatial_column('a', sa.Column('c', Place()))
    op.add_column('a', sa.Column('d', sa.Float, sa.Computed(ST_Area(sa.column('b')))))
    op.execute("INSERT INTO a (id, b) VALUES (1, '(1,2)')")
"#;
    let downgrade = r#"
    op.drop_geospatial_column('a', 'c')
    op.drop_geospatial_index('ix', table_name='a', column_name='b', postgresql_using='gist')
    op.drop_geospatial_table('a')
"#;
    let project = project(&database.url("psycopg2"), imports, upgrade, downgrade);
    check_succeeds(&project.run("upgrade head"));
    assert_eq!(database.rows("SELECT id, b, c, d FROM a"), ["1|(1,2)||1.5"]);
    assert_eq!(
        database.rows("SELECT indexdef FROM pg_indexes WHERE indexname = 'ix'"),
        ["CREATE INDEX ix ON public.a USING gist (b)"]
    );
    check_succeeds(&project.run("downgrade base"));
    assert_eq!(database.tables(), ["alembic_version"]);
}

//! `ddl_if()` and `_create_rule=`: what only some databases get.

use testkit::{check_succeeds, is_sqlite_only};

use crate::place::{Place, body};

const MODELS: &str = "
Table('t', metadata, Column('id', Integer, primary_key=True), Column('a', Integer), Column('b', Text),
      CheckConstraint('a > 0', name='ck_mysql').ddl_if(dialect='mysql'),
      CheckConstraint('a > 1', name='ck_both').ddl_if(dialect=('postgresql', 'sqlite')),
      CheckConstraint('a > 2', name='ck_nowhere').ddl_if(callable_=lambda ddl, target, bind, **kw: False),
      CheckConstraint('a > 3', name='ck_state').ddl_if(
          callable_=lambda ddl, target, bind, state, dialect, **kw: dialect.name == state, state='postgresql'),
      CheckConstraint('b IS JSON', name='ck_rule', _create_rule=lambda compiler: compiler.dialect.name == 'oracle'),
      UniqueConstraint('a', name='uq_mysql').ddl_if(dialect='mysql'),
      Index('ix_mysql', 'a').ddl_if(dialect='mysql'),
      Index('ix_both', 'b').ddl_if(callable_=lambda ddl, target, bind, **kw: True))
";

fn check_created(place: &Place, expected: &[&str]) {
    place.create();
    let written = place.project.read("migrations/versions/first_x.py");
    let upgrade = body(&written, "upgrade");
    for name in ["ck_mysql", "ck_both", "ck_nowhere", "ck_state", "ck_rule", "uq_mysql", "ix_mysql", "ix_both"] {
        assert_eq!(upgrade.contains(name), expected.contains(&name), "{name}\n{upgrade}");
    }
    check_succeeds(&place.project.run("check"));
}

#[test]
fn a_database_gets_what_is_meant_for_it_and_nothing_else_is_missed() {
    let place = Place::on_sqlite(MODELS, "");
    if place.project.program().is_real_alembic() {
        return;
    }
    check_created(&place, &["ck_both", "ix_both"]);
    match Place::on_postgresql(MODELS, "") {
        Some(place) => check_created(&place, &["ck_both", "ck_state", "ix_both"]),
        None => assert!(is_sqlite_only(), "no PostgreSQL: run the tests by `cargo xtask test`"),
    }
}

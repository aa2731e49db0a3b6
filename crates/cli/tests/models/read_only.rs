//! A database that takes nothing that could be tried on it: the texts of both sides are compared.

use testkit::check_succeeds;

use crate::place::Place;

const MODELS: &str = "
from sqlalchemy.dialects import postgresql

Table(
    'users', metadata,
    Column('id', Integer, primary_key=True),
    Column('name', String(50), server_default=text(\"lower('X')\")),
    Column('age', Integer, server_default=text('1+1')),
    Column('twice', Integer, Computed('age*2')),
    Column('during', postgresql.TSRANGE),
    CheckConstraint(\"name in ('a', 'b')\", name='names'),
    CheckConstraint('age>0'),
    postgresql.ExcludeConstraint(('during', '&&'), name='apart'),
    postgresql.ExcludeConstraint((text('int4range(age, age+1)'), '&&')),
    Index('ix_lower', text('lower(name)'), postgresql_where=text(\"name in ('a', 'b')\")),
)
";

const READ_ONLY: &str = "DO $$ BEGIN
    EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = on', current_database());
END $$";

#[test]
fn where_nothing_can_be_tried_the_texts_are_compared() {
    let Some(place) = Place::on_postgresql(MODELS, "") else { return };
    place.create();
    place.execute(READ_ONLY);
    let run = place.project.run("check");
    check_succeeds(&run);
    assert_eq!(run.stdout, "No new upgrade operations detected.\n", "{}", run.everything());
}

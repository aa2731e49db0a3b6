//! Two thousand tables: created from the models they are found as the models say, and so is what a revision creates.

use testkit::{check_fails, check_succeeds};

use crate::place::Place;

/// Tables of up to nine columns with keys, indexes, unique constraints, defaults and checks.
const MODELS: &str = "
TYPES = [
    Integer, BigInteger, String(20), Text, Boolean, Date, DateTime(timezone=True), Numeric(12, 2), Float, JSON, Uuid,
    LargeBinary, Enum('draft', 'done', name='state'),
]
DEFAULTS = {Integer: '7', BigInteger: text('-1'), Text: \"it's\", Boolean: false()}

for number in range(2000):
    columns = [Column('id', Integer, primary_key=True, autoincrement=False)]
    for place in range(number % 9):
        kind = TYPES[(number * 7 + place * 5) % len(TYPES)]
        column = Column('c%d' % place, kind, nullable=(number + place) % 3 != 0)
        if (number + place) % 4 == 0 and kind in DEFAULTS:
            column = Column('c%d' % place, kind, server_default=DEFAULTS[kind])
        columns.append(column)
    if number % 4 == 3:
        columns.append(Column('parent', ForeignKey('t%d.id' % (number // 2), ondelete='CASCADE'), index=True))
    if number % 20 == 15:
        columns.append(UniqueConstraint('parent', 'id', name='uq_t%d' % number))
        columns.append(CheckConstraint('id > 0', name='ck_t%d' % number))
    Table('t%d' % number, metadata, *columns)
";

/// Two hundred tables in a transaction, because PostgreSQL has room for some thousand locks.
const CREATE: &str = "
if context.get_x_argument(as_dictionary=True).get('create'):
    from sqlalchemy import create_engine
    creating = create_engine(os.environ['DATABASE_URL'])
    tables = models.metadata.sorted_tables
    while tables:
        with creating.begin() as connection:
            for table in tables[:200]:
                table.create(connection)
        del tables[:200]
";

#[track_caller]
fn check_nothing_differs(place: &Place) {
    let run = place.project.run("check");
    check_succeeds(&run);
    assert_eq!(run.stdout, "No new upgrade operations detected.\n", "{}", run.everything());
}

fn check_created(place: &Place) {
    check_succeeds(&place.project.run("-x create=1 current"));
    check_nothing_differs(place);
    place.execute("ALTER TABLE t1000 ADD COLUMN more INTEGER");
    check_fails(&place.project.run("check"), 255, "New upgrade operations detected: [('remove_column', None, 't1000',");
}

#[test]
fn two_thousand_tables_are_found_as_created_on_sqlite() {
    check_created(&Place::on_sqlite(MODELS, CREATE));
}

#[test]
fn two_thousand_tables_are_found_as_created_on_postgresql() {
    if let Some(place) = Place::on_postgresql(MODELS, CREATE) {
        check_created(&place);
    }
}

#[test]
fn a_revision_of_two_thousand_tables_creates_what_the_models_say() {
    let place = Place::on_sqlite(MODELS, "");
    place.create();
    check_nothing_differs(&place);
}

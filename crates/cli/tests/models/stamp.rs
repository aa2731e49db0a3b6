//! `stamp head` says where the database is not what the models say, and stamps all the same.

use testkit::{Run, check_succeeds};

use crate::place::Place;

const TWO_TABLES: &str = "
Table('a', metadata, Column('id', Integer, primary_key=True))
Table('b', metadata, Column('id', Integer, primary_key=True), Column('note', String(20)))
";

const SENTENCE: &str =
    "note: stamped, but the database is not what the models say, and `stamp` changes no table (`check` shows more):";

fn notes(run: &Run) -> Vec<&str> {
    assert_eq!(run.stdout, "", "{}", run.everything());
    run.stderr.lines().filter(|line| line.starts_with("note: ")).collect()
}

/// Writes a first revision beside an empty database.
fn with_revision(place: &Place) {
    check_succeeds(&place.project.run("revision --autogenerate --rev-id first -m x"));
}

fn check_stamped(place: &Place, words: &str, expected: &[&str]) {
    let run = place.project.run(words);
    check_succeeds(&run);
    assert_eq!(notes(&run), expected, "{words}");
    assert_eq!(place.version().as_deref(), Some("first"));
}

#[test]
fn what_differs_is_told_and_the_stamp_stands() {
    for place in [Some(Place::on_sqlite(TWO_TABLES, "")), Place::on_postgresql(TWO_TABLES, "")].into_iter().flatten() {
        if place.project.program().is_real_alembic() {
            return;
        }
        with_revision(&place);
        place.execute("CREATE TABLE b (id INTEGER NOT NULL PRIMARY KEY, note VARCHAR(20) NOT NULL)");
        let expected = [SENTENCE, "note: Detected added table 'a'", "note: Detected NULL on column 'b.note'"];
        check_stamped(&place, "stamp head", &expected);
        check_stamped(&place, "stamp --purge first", &expected);
    }
}

#[test]
fn a_database_that_is_as_the_models_say_is_stamped_in_silence() {
    let place = Place::on_sqlite(TWO_TABLES, "");
    place.create();
    place.execute("DELETE FROM alembic_version");
    check_stamped(&place, "stamp head", &[]);
}

#[test]
fn a_stamp_that_is_no_head_compares_nothing() {
    let place = Place::on_sqlite(TWO_TABLES, "");
    with_revision(&place);
    let run = place.project.run("stamp base");
    check_succeeds(&run);
    assert_eq!(notes(&run), [] as [&str; 0]);
    check_succeeds(&place.project.run("revision --rev-id second -m x"));
    check_stamped(&place, "stamp first", &[]);
}

#[test]
fn without_models_nothing_is_compared() {
    let place = Place::on_sqlite(TWO_TABLES, "models.metadata = None");
    check_succeeds(&place.project.run("revision --rev-id first -m x"));
    check_stamped(&place, "stamp head", &[]);
}

#[test]
fn what_goes_wrong_while_comparing_fails_no_stamp() {
    let env = "def include_object(thing, name, kind, reflected, other):\n    raise ValueError('mine')\n\n\
               if 'stamp' in sys.argv:\n    options['include_object'] = include_object\n";
    for place in [Some(Place::on_sqlite(TWO_TABLES, env)), Place::on_postgresql(TWO_TABLES, env)].into_iter().flatten()
    {
        with_revision(&place);
        let run = place.project.run("stamp head");
        check_succeeds(&run);
        assert_eq!(place.version().as_deref(), Some("first"));
        if !place.project.program().is_real_alembic() {
            assert_eq!(notes(&run), ["note: stamped; the database could not be compared with the models: mine"]);
        }
    }
}

#[test]
fn what_the_server_refuses_while_comparing_ends_no_transaction() {
    // The function asks for a table that is not there, on the connection of the stamp.
    let env = "def compare_type(context, inspected, column, inspected_type, type_):\n    \
               context.connection.exec_driver_sql('SELECT * FROM nowhere')\n\n\
               if 'stamp' in sys.argv:\n    options['compare_type'] = compare_type\n";
    let Some(place) = Place::on_postgresql(TWO_TABLES, env) else { return };
    if place.project.program().is_real_alembic() {
        return;
    }
    with_revision(&place);
    place.execute("CREATE TABLE a (id SERIAL PRIMARY KEY)");
    let run = place.project.run("stamp head");
    check_succeeds(&run);
    assert_eq!(place.version().as_deref(), Some("first"), "{}", run.everything());
    assert!(notes(&run)[0].contains("nowhere"), "{}", run.everything());
}

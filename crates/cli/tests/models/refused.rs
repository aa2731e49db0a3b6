//! Models that SQLAlchemy refuses are refused in the same words.

use testkit::check_fails;

use crate::place::Place;

fn check_refused(models: &str, class: &str, message: &str) {
    let place = Place::on_sqlite(models, "");
    for command in ["check", "revision --autogenerate -m x"] {
        let run = place.project.run(command);
        check_fails(&run, 1, message);
        assert!(run.everything().contains(class), "{}", run.everything());
    }
    assert_eq!(
        place.project.files().iter().filter(|file| file.contains("/versions/")).count(),
        0,
        "no file is written"
    );
}

const USERS: &str = "Table('users', metadata, Column('id', Integer, primary_key=True))\n";

#[test]
fn a_foreign_key_to_a_table_that_no_model_declares_is_refused() {
    check_refused(
        &format!("{USERS}Table('posts', metadata, Column('user_id', ForeignKey('user.id')))"),
        "NoReferencedTableError",
        "Foreign key associated with column 'posts.user_id' could not find table 'user' with which to generate a \
         foreign key to target column 'id'",
    );
}

#[test]
fn a_foreign_key_to_a_table_of_a_schema_that_no_model_declares_is_refused() {
    check_refused(
        &format!("{USERS}Table('posts', metadata, Column('user_id', Integer, ForeignKey('auth.users.id')))"),
        "NoReferencedTableError",
        "Foreign key associated with column 'posts.user_id' could not find table 'auth.users' with which to generate \
         a foreign key to target column 'id'",
    );
}

#[test]
fn a_foreign_key_to_a_column_that_the_table_lacks_is_refused() {
    check_refused(
        &format!("{USERS}Table('posts', metadata, Column('user_id', Integer, ForeignKey('users.uid')))"),
        "NoReferencedColumnError",
        "Could not initialize target column for ForeignKey 'users.uid' on table 'posts': table 'users' has no column \
         named 'uid'",
    );
}

//! Foreign keys and what they refer to, in an order that works.

use crate::case::{CASE, Case};

#[test]
fn a_key_of_an_added_table_waits_for_the_unique_constraint_that_it_refers_to() {
    let case = Case {
        before: &["users: id pk, number int"],
        after: &["users: id pk, number int uq=uq_number", "posts: id pk, writer int ->users.number"],
        ..CASE
    };
    let found = case.find().expect("it fits");
    let key = "op.create_foreign_key(op.f('posts_writer_fkey'), 'posts', 'users', ['writer'], ['number'])";
    assert_eq!(found.upgrade[4..], [")", "op.create_unique_constraint('uq_number', 'users', ['number'])", key]);
    assert_eq!(found.downgrade[0], "op.drop_constraint(op.f('posts_writer_fkey'), 'posts', type_='foreignkey')");
}

#[test]
fn a_key_of_an_added_table_waits_for_the_column_that_it_refers_to() {
    let case = Case {
        before: &["users: id pk"],
        after: &["users: id pk, number int uq=uq_number", "posts: id pk, writer int ->users.number"],
        ..CASE
    };
    let found = case.find().expect("it fits");
    let calls: Vec<&str> = found.upgrade[5..].iter().filter_map(|line| line.split('(').next()).collect();
    assert_eq!(calls, ["op.add_column", "op.create_unique_constraint", "op.create_foreign_key"]);
}

#[test]
fn a_key_of_an_added_table_to_what_is_there_stands_in_it() {
    let case = Case {
        before: &["users: id pk, number int uq=uq_number"],
        after: &[
            "users: id pk, number int uq=uq_number, name v5 uq=uq_name",
            "posts: id pk, writer int ->users.number",
        ],
        ..CASE
    };
    let found = case.find().expect("it fits");
    assert_eq!(found.upgrade[3], "sa.ForeignKeyConstraint(['writer'], ['users.number'], ),");
}

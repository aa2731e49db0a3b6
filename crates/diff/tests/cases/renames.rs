//! Renames: which are certain, which are asked about, what is said of those that nobody knew.

use std::cell::RefCell;

use diff::{Answer, Asks, Candidate, Compared, Filter, Kind, Subject};
use schema::{Name, TableName};

use crate::case::{CASE, Case, schema};

const RENAMED: &str = "op.alter_column('users', 'name', existing_type=sa.String(length=50), new_column_name='full_name', existing_nullable=False)";

#[test]
fn a_declared_column_is_renamed_up_and_down() {
    let found = Case { before: &["users: id pk, name v50"], after: &["users: id pk, full_name v50 <-name"], ..CASE };
    let found = found.find().expect("it fits");
    assert_eq!(found.upgrade, [RENAMED]);
    let back = "op.alter_column('users', 'full_name', existing_type=sa.String(length=50), new_column_name='name', existing_nullable=False)";
    assert_eq!(found.downgrade, [back]);
    assert_eq!(found.tuples, ["('rename_column', None, 'users', 'name', 'full_name')"]);
    assert_eq!(found.lines, ["Detected renamed column 'users.name' to 'users.full_name'"]);
}

#[test]
fn what_was_renamed_already_is_no_change() {
    let after = &["users <-people: id pk, full_name v50 <-name"];
    Case { before: &["users: id pk, full_name v50"], after, ..CASE }.check_upgrade(&["pass"]);
    let drops = "op.drop_column('users', 'name')";
    Case { before: &["users: id pk, full_name v50, name v50"], after, ..CASE }.check_upgrade(&[drops]);
}

#[test]
fn an_old_column_that_the_models_still_have_was_not_renamed() {
    Case { before: &["users: id pk, name v50"], after: &["users: id pk, name v50, full_name v50 <-name"], ..CASE }
        .check_upgrade(&["op.add_column('users', sa.Column('full_name', sa.String(length=50), nullable=False))"]);
}

#[test]
fn a_declared_table_is_renamed_and_its_foreign_keys_follow() {
    let case = Case {
        before: &["users: id pk, a int", "posts: id pk, author int ->users.id"],
        after: &["accounts <-users: id pk, b int <-a", "posts: id pk, author int ->accounts.id"],
        ..CASE
    };
    let found = case.find().expect("it fits");
    assert_eq!(
        found.upgrade,
        [
            "op.rename_table('users', 'accounts')",
            "op.alter_column('accounts', 'a', existing_type=sa.Integer(), new_column_name='b', existing_nullable=False)",
        ]
    );
    assert_eq!(
        found.downgrade,
        [
            "op.alter_column('accounts', 'b', existing_type=sa.Integer(), new_column_name='a', existing_nullable=False)",
            "op.rename_table('accounts', 'users')",
        ]
    );
    assert_eq!(found.tuples[0], "('rename_table', None, 'users', 'accounts')");
    assert_eq!(found.lines[0], "Detected renamed table 'users' to 'accounts'");
}

#[test]
fn a_table_keeps_its_schema() {
    let case = Case { before: &["app.users: id pk"], after: &["app.accounts <-app.users: id pk"], ..CASE };
    case.check_upgrade(&["op.rename_table('users', 'accounts', schema='app')"]);
    let case = Case { before: &["app.users: id pk"], after: &["web.users <-app.users: id pk"], ..CASE };
    case.check_error(
        "web.users says `renamed_from` of app.users, which is in another schema; write `ALTER TABLE … SET SCHEMA …` \
         into a revision of its own, and upgrade first",
    );
}

#[test]
fn the_rest_is_compared_under_the_new_name() {
    Case {
        before: &["users: id pk, name v50 ix=ix_n uq=uq_n"],
        after: &["users: id pk, full_name v80? ix=ix_n uq=uq_n <-name"],
        ..CASE
    }
    .check_upgrade(&[
        RENAMED,
        "op.alter_column('users', 'full_name', existing_type=sa.String(length=50), type_=sa.String(length=80), nullable=True)",
    ]);
}

#[test]
fn names_that_a_convention_made_follow_where_the_database_can() {
    let case = Case {
        before: &["users: id pk, name v50 ix=ix_users_name uq=uq_users_name"],
        after: &["users: id pk, full_name v50 ix=ix_users_full_name uq=uq_users_full_name <-name"],
        ..CASE
    };
    let found = case.find().expect("it fits");
    assert_eq!(
        found.upgrade,
        [
            RENAMED,
            "op.execute('ALTER INDEX ix_users_name RENAME TO ix_users_full_name')",
            "op.execute('ALTER TABLE users RENAME CONSTRAINT uq_users_name TO uq_users_full_name')",
        ]
    );
    assert_eq!(
        found.downgrade[..2],
        [
            "op.execute('ALTER TABLE users RENAME CONSTRAINT uq_users_full_name TO uq_users_name')",
            "op.execute('ALTER INDEX ix_users_full_name RENAME TO ix_users_name')",
        ]
    );
    let case = Case {
        database: "sqlite",
        before: &["users: id pk, name v50 ix=ix_users_name"],
        after: &["users: id pk, full_name v50 ix=ix_users_full_name <-name"],
        ..CASE
    };
    case.check_upgrade(&[
        RENAMED,
        "op.drop_index(op.f('ix_users_name'), table_name='users')",
        "op.create_index('ix_users_full_name', 'users', ['full_name'], unique=False)",
    ]);
}

#[test]
fn a_rename_has_a_batch_of_its_own() {
    let case = Case {
        before: &["users: id pk, name v50, a int"],
        after: &["users: id pk, full_name v80 <-name, b int <-a"],
        as_batch: true,
        ..CASE
    };
    case.check_upgrade(&[
        "with op.batch_alter_table('users', schema=None) as batch_op:",
        "batch_op.alter_column('name', existing_type=sa.String(length=50), new_column_name='full_name', existing_nullable=False)",
        "batch_op.alter_column('a', existing_type=sa.Integer(), new_column_name='b', existing_nullable=False)",
        "with op.batch_alter_table('users', schema=None) as batch_op:",
        "batch_op.alter_column('full_name', existing_type=sa.String(length=50), type_=sa.String(length=80), existing_nullable=False)",
    ]);
}

#[test]
fn two_columns_cannot_both_be_renamed_from_one() {
    Case { before: &["users: id pk, name v50"], after: &["users: id pk, a v50 <-name, b v50 <-name"], ..CASE }
        .check_error(
            "users.a and users.b both say `renamed_from` of users.name; only one of them can keep its data; take \
             `renamed_from` away from the other",
        );
}

const LOOKS: Case<'static> =
    Case { before: &["users: id pk, name v50"], after: &["users: id pk, full_name v50"], ..CASE };

const WITHIN: &str = "a column is renamed within its table, a table within its schema, each once; `include_name` and `include_object` may leave it out";

#[test]
fn a_wish_decides() {
    Case { wishes: &["users.name=users.full_name"], ..LOOKS }.check_upgrade(&[RENAMED]);
    Case { wishes: &["public.users.name=public.users.full_name"], ..LOOKS }.check_upgrade(&[RENAMED]);
    let case = Case {
        before: &["users: id pk, a int"],
        after: &["accounts: id pk, b v5"],
        wishes: &["users=accounts", "users.a=accounts.b"],
        ..CASE
    };
    assert_eq!(case.find().expect("it fits").upgrade[0], "op.rename_table('users', 'accounts')");
    assert_eq!(case.find().expect("it fits").tuples[1], "('rename_column', None, 'accounts', 'a', 'b')");
}

#[test]
fn odd_names_can_be_wished() {
    let case = Case { before: &["t: id pk, a=b int"], after: &["t: id pk, c int"], wishes: &["t.a=b=t.c"], ..CASE };
    assert_eq!(case.find().expect("it fits").tuples, ["('rename_column', None, 't', 'a=b', 'c')"]);
}

#[test]
fn a_wish_to_quote_a_table_is_no_part_of_its_name() {
    let (before, mut after) = (schema(&["t: id pk, a int ix=ix_t_a"]), schema(&["t: id pk, b int ix=ix_t_b <-a"]));
    after.tables[0].name.name.quote = Some(true);
    let found = CASE.find_between(&before, &after).expect("it fits");
    assert_eq!(
        found.upgrade,
        [
            "op.alter_column('t', 'a', existing_type=sa.Integer(), new_column_name='b', existing_nullable=False)",
            "op.execute('ALTER INDEX ix_t_a RENAME TO ix_t_b')",
        ]
    );
}

#[test]
fn many_alternatives_are_counted() {
    let all = |letter: &str| -> String {
        let columns: Vec<String> = (1..=6).map(|number| format!("{letter}{number} int")).collect();
        format!("t: id pk, {}", columns.join(", "))
    };
    let (before, after) = (all("a"), all("b"));
    let found = Case { before: &[&before], after: &[&after], ..CASE }.find().expect("it fits");
    assert_eq!(
        found.upgrade[0],
        "# limbeck: looks like a rename of t.a1 or t.a2 or t.a3 or t.a4 or 2 more; run again with --rename t.a1=t.b1 or \
         --rename t.a2=t.b1 or --rename t.a3=t.b1 or --rename t.a4=t.b1 or 2 more to keep the data"
    );
}

#[test]
fn a_wish_that_fits_nothing_says_what_there_is() {
    let hint = "only the database has users.name; only the models have users.full_name";
    let check = |wish: &str, reason: &str| {
        Case { wishes: &[wish], ..LOOKS }.check_error(&format!("--rename {wish}: {reason}; {hint}"));
    };
    check("users.nme=users.full_name", "the database has no table or column users.nme");
    check("users.name=users.ful_name", "the models have no table or column users.ful_name");
    check("users.id=users.full_name", "users.id is in the models as well, so it was not renamed");
    check("users.name=users.id", "users.id is in the database already");
    check("users.name", "it does not say the new name; write `users.name=users.full_name` or `users=accounts`");
    let case = Case {
        before: &["users: id pk, a int, b int", "posts: id pk, d int"],
        after: &["users: id pk, c int, x int", "posts: id pk, e int"],
        ..CASE
    };
    let hint = "only the database has users.a, users.b, posts.d; only the models have users.c, users.x, posts.e";
    for wishes in [["users.a=users.c", "users.b=users.c"], ["users.a=users.c", "users.b=posts.e"]] {
        Case { wishes: &wishes, ..case }.check_error(&format!("--rename {}: {WITHIN}; {hint}", wishes[1]));
    }
}

#[test]
fn what_looks_renamed_is_dropped_with_a_word() {
    let found = LOOKS.find().expect("it fits");
    assert_eq!(
        found.upgrade,
        [
            "# limbeck: looks like a rename of users.name; run again with --rename users.name=users.full_name to keep the data",
            "op.add_column('users', sa.Column('full_name', sa.String(length=50), nullable=False))",
            "# limbeck: looks renamed to users.full_name; run again with --rename users.name=users.full_name to keep the data",
            "op.drop_column('users', 'name')",
        ]
    );
    assert_eq!(
        found.downgrade,
        [
            "op.add_column('users', sa.Column('name', sa.String(length=50), nullable=False))",
            "op.drop_column('users', 'full_name')",
        ]
    );
    assert_eq!(
        found.lines.last().map(String::as_str),
        Some(
            "users.name looks renamed to users.full_name (same type VARCHAR(50), both NOT NULL, same position, names share \
             'name'): run again with --rename users.name=users.full_name, or its data is dropped"
        )
    );
}

#[test]
fn of_equally_likely_ones_none_is_guessed() {
    let case = Case { before: &["t: id pk, a int, b int"], after: &["t: id pk, x int, y int"], ..CASE };
    let upgrade = case.find().expect("it fits").upgrade;
    assert_eq!(
        upgrade[0],
        "# limbeck: looks like a rename of t.a or t.b; run again with --rename t.a=t.x or --rename t.b=t.x to keep the data"
    );
    let drops = upgrade.iter().filter(|line| line.starts_with("op.drop_column"));
    assert_eq!(drops.count(), 2);
}

#[test]
fn what_does_not_look_renamed_needs_no_word() {
    let check = |before: &[&str], after: &[&str]| {
        let upgrade = Case { before, after, ..CASE }.find().expect("it fits").upgrade;
        assert!(upgrade.iter().all(|line| !line.contains("limbeck")), "{upgrade:?}");
    };
    check(&["t: id pk, a int"], &["t: id pk, a2 v50"]);
    check(&["t: id pk, age int?, z int"], &["t: id pk, z int, title int?"]);
    check(&["t: id pk, age int?", "s: id pk"], &["t: id pk, owner int? ->s.id", "s: id pk"]);
    check(&["t: id pk, a int"], &["t: id pk, a int", "u: id pk, a int"]);
    check(&["t: id pk, a int"], &["u: key v5 pk"]);
}

#[test]
fn keys_and_names_speak_for_a_rename_elsewhere_in_the_table() {
    let evidence = |before: &str, after: &str| {
        let lines =
            Case { before: &[before, "s: id pk"], after: &[after, "s: id pk"], ..CASE }.find().expect("it fits").lines;
        let line = lines.last().expect("something is said").clone();
        line.split(['(', ')']).nth(1).expect("it has evidence").to_owned()
    };
    assert_eq!(
        evidence("t: id pk, team int ->s.id, z int", "t: id pk, z int, crew int ->s.id"),
        "same type INTEGER, both NOT NULL, both refer to s.id"
    );
    assert_eq!(
        evidence("t: code int pk, z int?", "t: z int?, number int pk"),
        "same type INTEGER, both NOT NULL, both in the primary key"
    );
    let widened = Case { before: &["t: id pk, name v50"], after: &["t: id pk, full_name v80"], ..CASE };
    let lines = widened.find().expect("it fits").lines;
    assert!(
        lines.last().is_some_and(|line| line.contains(
            "t.full_name (types VARCHAR(50) and VARCHAR(80), both NOT NULL, same position, names share 'name')"
        )),
        "{lines:?}"
    );
}

/// Gives one answer and writes down the questions.
struct Person(RefCell<Vec<String>>, Answer);

impl Asks for Person {
    fn was_renamed(&self, candidate: &Candidate) -> Answer {
        self.0.borrow_mut().extend([candidate.shown(), candidate.question()]);
        self.1
    }
}

#[test]
fn a_person_is_asked_with_the_evidence() {
    let person = Person(RefCell::default(), Answer::Renamed);
    Case { asks: &person, ..LOOKS }.check_upgrade(&[RENAMED]);
    assert_eq!(
        person.0.into_inner(),
        [
            "users.name -> users.full_name: same type VARCHAR(50), both NOT NULL, same position, names share 'name'",
            "Was users.name renamed to users.full_name?",
        ]
    );
    let person = Person(RefCell::default(), Answer::Different);
    let upgrade = Case { asks: &person, ..LOOKS }.find().expect("it fits").upgrade;
    assert_eq!(upgrade[1], "op.drop_column('users', 'name')");
}

#[test]
fn a_table_with_the_same_columns_looks_renamed() {
    let case = Case {
        before: &["users: id pk, name v50, age int, mail v50"],
        after: &["accounts: id pk, name v50, age int, email v50"],
        ..CASE
    };
    let found = case.find().expect("it fits");
    assert_eq!(
        found.lines.last().map(String::as_str),
        Some(
            "users looks renamed to accounts (3 of 4 columns the same (id, name, age)): run again with --rename \
             users=accounts, or its data is dropped"
        )
    );
    let notes: Vec<&String> = found.upgrade.iter().filter(|line| line.starts_with("# ")).collect();
    assert_eq!(
        notes,
        [
            "# limbeck: looks like a rename of users; run again with --rename users=accounts to keep the data",
            "# limbeck: looks renamed to accounts; run again with --rename users=accounts to keep the data",
        ]
    );
    let person = Person(RefCell::default(), Answer::Renamed);
    let found = Case { asks: &person, ..case }.find().expect("it fits");
    assert_eq!(
        found.tuples,
        ["('rename_table', None, 'users', 'accounts')", "('rename_column', None, 'accounts', 'mail', 'email')"]
    );
}

/// Leaves a thing out, by `include_name` or by `include_object`.
struct Without(Kind, &'static str, fn(&str) -> bool);

impl Filter for Without {
    fn includes_name(&self, kind: Kind, name: Option<&Name>, _: Option<&TableName>) -> bool {
        kind != self.0 || name.is_none_or(|name| name.text != self.1) || !(self.2)("name")
    }

    fn includes(&self, subject: &Subject<'_>) -> bool {
        let is_meant = subject.kind == self.0 && subject.name.is_some_and(|name| name.text == self.1);
        !is_meant || !(self.2)(if subject.of == Compared::Database { "database" } else { "models" })
    }
}

#[test]
fn what_the_filters_leave_out_is_not_renamed() {
    let declared = Case { after: &["users: id pk, full_name v50 <-name"], ..LOOKS };
    let adds = "op.add_column('users', sa.Column('full_name', sa.String(length=50), nullable=False))";
    let filter = Without(Kind::Column, "name", |by| by == "name");
    Case { filter: &filter, ..declared }.check_upgrade(&[adds]);
    let filter = Without(Kind::Column, "name", |by| by == "database");
    Case { filter: &filter, ..declared }.check_upgrade(&[adds]);
    let filter = Without(Kind::Column, "full_name", |by| by == "models");
    Case { filter: &filter, ..declared }.check_upgrade(&["op.drop_column('users', 'name')"]);
    let wished = Case { wishes: &["users.name=users.full_name"], filter: &filter, ..LOOKS };
    wished.check_error(&format!(
        "--rename users.name=users.full_name: {WITHIN}; only the database has users.name; only the models have \
         users.full_name"
    ));
    Case { filter: &filter, ..LOOKS }.check_upgrade(&["op.drop_column('users', 'name')"]);
    for by in [|by: &str| by == "name", |by: &str| by == "models"] {
        let filter = Without(Kind::Table, "users", by);
        let person = Person(RefCell::default(), Answer::Unknown);
        let lines = Case { filter: &filter, asks: &person, ..LOOKS }.find().expect("it fits").lines;
        assert!(person.0.into_inner().is_empty() && lines.iter().all(|line| !line.contains("looks")), "{lines:?}");
    }
    let filter = Without(Kind::Table, "users", |by| by == "name");
    let tables = Case { before: &["users: id pk"], after: &["accounts <-users: id pk"], ..CASE };
    let upgrade = Case { filter: &filter, ..tables }.find().expect("it fits").upgrade;
    assert_eq!(upgrade[0], "op.create_table('accounts',");
}

//! Columns: their values find their rows again.

use testkit::check_fails;

use crate::subject::{COLUMN, Scripts, Subject, check_note};

const PEOPLE: &str = "INSERT INTO users (name, nickname) VALUES ('Ann', 'A'), ('Bob', NULL), ('Cid', 'C')";
const USERS: &str = "SELECT id, name, nickname FROM users ORDER BY id";

#[test]
fn values_of_dropped_columns_come_back() {
    Subject::on_both(&COLUMN, PEOPLE, |subject| {
        let run = subject.succeeds("upgrade head --keep-dropped");
        check_note(&run, "users.name is kept as 1, 3 rows");
        check_note(&run, "users.nickname is kept as 2, 2 rows");
        subject.check_rows("SELECT * FROM users ORDER BY id", &["1", "2", "3"]);
        subject.execute("DELETE FROM users WHERE id = 2");
        let run = subject.succeeds("downgrade a1");
        subject.check_rows(USERS, &["1|Ann|A", "3|Cid|C"]);
        // The name of the row that is gone.
        check_note(&run, "users.name stays in the trash as 1: 2 of 3 values came back; 1 has no row any more");
        assert_eq!(subject.trash(), ["column users.name 3"]);
        let required = match subject.is_sqlite() {
            true => "SELECT \"notnull\" FROM pragma_table_info('users') WHERE name = 'name'",
            false => "SELECT attnotnull::int FROM pg_attribute WHERE attrelid = 'users'::regclass AND attname = 'name'",
        };
        subject.check_rows(required, &["1"]);
    });
}

#[test]
fn a_row_without_a_kept_value_is_an_error_where_the_column_needs_one() {
    Subject::on_both(&COLUMN, PEOPLE, |subject| {
        subject.succeeds("upgrade head --keep-dropped");
        subject.execute("INSERT INTO users (id) VALUES (9)");
        let run = subject.project.run("downgrade a1");
        check_fails(&run, 255, "users.name is NOT NULL, and 1 row has no kept value for it");
        assert_eq!((subject.versions(), subject.trash().len()), (vec!["a2".to_owned()], 2));
        subject.check_rows("SELECT * FROM users ORDER BY id", &["1", "2", "3", "9"]);
        subject.second(
            COLUMN.up,
            "    op.add_column('users', sa.Column('name', sa.String(50), nullable=False, server_default='?'))\n    op.add_column('users', sa.Column('nickname', sa.String(50)))",
        );
        subject.succeeds("downgrade a1");
        subject.check_rows(USERS, &["1|Ann|A", "2|Bob|", "3|Cid|C", "9|?|"]);
    });
}

#[test]
fn null_stays_null_where_the_new_column_has_a_default() {
    let scripts = Scripts {
        first: r#"    op.create_table("t", sa.Column("a", sa.Integer, primary_key=True), sa.Column("b", sa.Integer, primary_key=True), sa.Column("c", sa.Integer, server_default="7"))"#,
        up: r#"    op.drop_column("t", "c")"#,
        down: r#"    op.add_column("t", sa.Column("c", sa.Integer, server_default="7"))"#,
    };
    Subject::on_both(&scripts, "INSERT INTO t VALUES (1, 1, NULL), (1, 2, 5)", |subject| {
        subject.succeeds("upgrade head --keep-dropped");
        subject.execute("INSERT INTO t VALUES (2, 1)");
        subject.succeeds("downgrade a1");
        subject.check_rows("SELECT a, b, c FROM t ORDER BY a, b", &["1|1|", "1|2|5", "2|1|7"]);
    });
}

#[test]
fn without_a_primary_key_nothing_is_dropped() {
    let scripts = Scripts {
        first: "    op.create_table('t', sa.Column('a', sa.Integer), sa.Column('b', sa.Integer))",
        up: "    op.drop_column('t', 'b')",
        down: "    op.add_column('t', sa.Column('b', sa.Integer))",
    };
    Subject::on_both(&scripts, "INSERT INTO t VALUES (1, 2)", |subject| {
        let run = subject.project.run("upgrade head --keep-dropped");
        check_fails(&run, 255, "column t.b can't be kept: its table has no primary key");
        check_fails(&run, 255, "`op.get_context().settings.keep_dropped = False` in front of it drops it for good");
        subject.check_rows("SELECT a, b FROM t", &["1|2"]);
        assert_eq!((subject.versions(), subject.trash()), (vec!["a1".to_owned()], Vec::new()));
        subject
            .second("    op.get_context().settings.keep_dropped = False\n    op.drop_column('t', 'b')", scripts.down);
        subject.succeeds("upgrade head --keep-dropped");
        subject.check_rows("SELECT * FROM t", &["1"]);
        // Where there is nothing to lose, no key is needed.
        subject.succeeds("downgrade a1");
        subject.second(scripts.up, scripts.down);
        subject.succeeds("upgrade head --keep-dropped");
        assert_eq!(subject.trash(), Vec::<String>::new());
    });
}

#[test]
fn enum_values_are_kept_without_their_type() {
    let scripts = Scripts {
        first: r#"
    op.execute("CREATE TYPE mood AS ENUM ('sad', 'glad')")
    op.execute("CREATE TABLE t (id uuid PRIMARY KEY, m mood, ms mood[])")
"#,
        up: "    op.drop_column('t', 'm')\n    op.drop_column('t', 'ms')\n    op.execute('DROP TYPE mood')",
        down: r#"
    op.execute("CREATE TYPE mood AS ENUM ('sad', 'glad')")
    op.execute("ALTER TABLE t ADD m mood, ADD ms mood[]")
"#,
    };
    let id = "00000000-0000-0000-0000-000000000001";
    let rows = format!("INSERT INTO t VALUES ('{id}', 'glad', '{{sad,NULL}}')");
    let Some(subject) = Subject::on_postgresql(&scripts, &rows) else { return };
    subject.succeeds("upgrade head --keep-dropped");
    subject.succeeds("downgrade a1");
    subject.check_rows("SELECT id, m, ms FROM t", &[&format!("{id}|glad|{{sad,NULL}}")]);
}

//! `lint` as people and their pipelines use it: in a project, without any database.

use std::process::Command;

use testkit::{Program, Project, Run, check_fails, check_succeeds};

/// A project whose first revision makes a table, and a second one with that body of `upgrade()`.
fn project(body: &str) -> Project {
    let project = Project::new(Program::ours_or_named(env!("CARGO_BIN_EXE_limbeck")));
    check_succeeds(&project.run("init alembic"));
    // Nobody listens there: whoever connects fails.
    project.replace("alembic.ini", "driver://user:pass@localhost/dbname", "postgresql://nobody@127.0.0.1:1/nothing");
    write(
        &project,
        "a1",
        None,
        "op.create_table('users', sa.Column('id', sa.BigInteger, primary_key=True), sa.Column('name', sa.String(50)))",
    );
    write(&project, "b2", Some("a1"), body);
    project
}

fn write(project: &Project, id: &str, down: Option<&str>, body: &str) {
    let down = down.map_or("None".to_owned(), |down| format!("'{down}'"));
    let body = body.replace('\n', "\n    ");
    project.write(
        &format!("alembic/versions/{id}.py"),
        &format!(
            "\"\"\"{id}\"\"\"\nimport sqlalchemy as sa\nfrom alembic import op\n\nrevision = '{id}'\ndown_revision = {down}\n\n\ndef upgrade():\n    {body}\n\n\ndef downgrade():\n    pass\n"
        ),
    );
}

fn body(project: &Project) -> String {
    let source = project.read("alembic/versions/b2.py");
    let (_, rest) = source.split_once("def upgrade():\n").expect("the script has both functions");
    let (body, _) = rest.split_once("\n\n\ndef downgrade").expect("the script has both functions");
    body.lines().map(|line| format!("{}\n", line.strip_prefix("    ").unwrap_or(line))).collect()
}

#[track_caller]
fn check_rules(run: &Run, expected: &[&str]) {
    let rules: Vec<&str> = run
        .stdout
        .lines()
        .filter_map(|line| line.strip_prefix("warning[").or_else(|| line.strip_prefix("error["))?.split(']').next())
        .collect();
    assert_eq!(rules, expected, "{}", run.everything());
}

#[test]
fn a_finding_shows_its_line_its_sql_and_the_way_out() {
    let run = project("op.create_index('ix', 'users', ['name'])").run("lint");
    check_succeeds(&run);
    assert_eq!(
        run.stdout,
        "warning[index-not-concurrent]: building an index on `users` blocks writes to it until it is done
  --> alembic/versions/b2.py:10
   |
10 |     op.create_index('ix', 'users', ['name'])
   |
   = SQL: CREATE INDEX ix ON users (name)
   = way out: build it CONCURRENTLY, in an `autocommit_block()` (`--fix` can rewrite it)

2 revisions: 1 finding, 1 with a fix
"
    );
    assert_eq!(run.stderr, "");
}

#[test]
fn what_came_before_is_known() {
    // A widening costs nothing, and what the same revision makes is nobody's danger.
    let safe = "op.alter_column('users', 'name', type_=sa.String(80))\nop.create_table('posts', sa.Column('id', sa.BigInteger, primary_key=True))\nop.create_index('ix', 'posts', ['id'])";
    check_rules(&project(safe).run("lint"), &[]);
    let narrow = "op.alter_column('users', 'name', type_=sa.String(20))";
    check_rules(&project(narrow).run("lint"), &["change-column-type"]);
}

#[test]
fn sql_in_strings_loops_and_text_is_seen() {
    let body = "for column in ('id', 'name'):\n    op.execute(f'CREATE INDEX ix_{column} ON users ({column})')\nop.execute(sa.text('DROP TABLE users'))";
    check_rules(&project(body).run("lint"), &["index-not-concurrent", "index-not-concurrent", "drop-table"]);
}

#[test]
fn a_script_that_asks_the_database_is_judged_up_to_there() {
    let body =
        "op.drop_table('users')\nif op.get_bind().execute(sa.text('SELECT 1')).scalar():\n    op.drop_table('posts')";
    let run = project(body).run("lint");
    check_rules(&run, &["drop-table"]);
    assert!(run.stdout.contains("note: alembic/versions/b2.py is judged up to line 11 only"), "{}", run.stdout);
}

#[test]
fn what_a_script_imports_may_ask_for_more_than_operations() {
    let project = project("op.drop_table(a.name)").with_file(
        "models.py",
        "import sqlalchemy as sa\n\nmetadata = sa.MetaData(naming_convention={'ix': 'ix_%(column_0_label)s'})\n\
             a = sa.Table('a', metadata, sa.Column('id', sa.Integer), sa.Column('b', sa.Integer, index=True))\n\
             print(sa.select(a.c.b))\n",
    );
    project.replace("alembic/versions/b2.py", "from alembic import op", "from alembic import op\nfrom models import a");
    check_rules(&project.run("lint"), &["drop-table"]);
}

#[test]
fn comments_silence_and_unused_ones_are_found() {
    let run = project("op.drop_table('users')  # limbeck: ignore drop-table").run("lint");
    check_rules(&run, &[]);
    let run = project("# limbeck: ignore drop-column\nop.drop_table('users')").run("lint");
    check_rules(&run, &["drop-table", "unused-ignore"]);
    let run = project("op.execute('-- limbeck: ignore drop-table\\nDROP TABLE users')").run("lint");
    check_rules(&run, &[]);
}

#[test]
fn revisions_and_ranges_are_chosen() {
    let project = project("op.drop_table('users')");
    check_rules(&project.run("lint a1"), &[]);
    check_rules(&project.run("lint b2"), &["drop-table"]);
    check_rules(&project.run("lint a1:heads"), &["drop-table"]);
    check_fails(&project.run("lint zz"), 255, "Can't locate revision identified by 'zz'");
}

#[test]
fn settings_choose_rules_and_their_weight() {
    let project = project("op.drop_table('users')");
    let set = |text: &str| {
        let ini = project.read("alembic.ini");
        let ini = ini.split("[limbeck]").next().unwrap().to_owned();
        project.write("alembic.ini", &format!("{ini}[limbeck]\n{text}\n"));
    };
    set("lint_off = drop-table");
    check_rules(&project.run("lint"), &[]);
    set("lint_error = drop-table");
    let run = project.run("lint");
    assert!(run.stdout.starts_with("error[drop-table]"), "{}", run.everything());
    assert_eq!(run.exit_code, 255);
    set("lint_off = drop-tables");
    check_fails(
        &project.run("lint"),
        255,
        "`lint_off` of the settings names the rule 'drop-tables', which there is not",
    );
    set("");
    assert_eq!(project.run("lint --strict").exit_code, 255);
}

#[test]
fn fix_rewrites_the_call_and_nothing_else() {
    let project = project(
        "# keep me\nop.create_index('ix', 'users', ['name'])\nop.create_check_constraint('ck', 'users', 'id > 0')\nop.alter_column('users', 'name', nullable=False)",
    );
    let before = project.read("alembic/versions/b2.py");
    let run = project.run("lint --fix");
    check_rules(&run, &[]);
    assert!(run.stdout.ends_with("2 revisions: nothing found; 3 rewritten\n"), "{}", run.stdout);
    assert_eq!(
        body(&project),
        "# keep me
with op.get_context().autocommit_block():
    op.create_index('ix', 'users', ['name'], postgresql_concurrently=True)
op.create_check_constraint('ck', 'users', 'id > 0', postgresql_not_valid=True)
with op.get_context().autocommit_block():
    op.execute(\"ALTER TABLE users VALIDATE CONSTRAINT ck\")
op.execute(\"ALTER TABLE users ADD CONSTRAINT users_name_not_null CHECK (name IS NOT NULL) NOT VALID\")
with op.get_context().autocommit_block():
    op.execute(\"ALTER TABLE users VALIDATE CONSTRAINT users_name_not_null\")
op.alter_column('users', 'name', nullable=False)
op.execute(\"ALTER TABLE users DROP CONSTRAINT users_name_not_null\")
"
    );
    let after = project.read("alembic/versions/b2.py");
    assert_eq!(before.split("def upgrade").next(), after.split("def upgrade").next());
    assert_eq!(before.split("def downgrade").last(), after.split("def downgrade").last());
}

#[test]
fn the_rewritten_script_runs() {
    let Some(database) = testkit::postgresql() else { return };
    let project = project(
        "op.create_index('ix', 'users', ['name'])\nop.execute('ALTER TABLE users ADD CONSTRAINT uq UNIQUE (name)')\nop.alter_column('users', 'name', nullable=False)\nop.execute('ALTER TABLE users ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid()')",
    );
    check_rules(&project.run("lint --fix"), &[]);
    project.replace("alembic.ini", "postgresql://nobody@127.0.0.1:1/nothing", &database.url("psycopg2"));
    check_succeeds(&project.run("upgrade a1"));
    database.execute("INSERT INTO users VALUES (1, 'a'), (2, 'b')");
    check_succeeds(&project.run("upgrade head"));
    let columns = database.rows(
        "SELECT column_name || ' ' || is_nullable FROM information_schema.columns WHERE table_name = 'users' ORDER BY 1",
    );
    assert_eq!(columns, ["id NO", "name NO", "token NO"]);
    let indexes = database.rows("SELECT indexname || ' ' FROM pg_indexes WHERE tablename = 'users' ORDER BY 1");
    assert_eq!(indexes, ["ix ", "uq ", "users_pkey "]);
    let checks =
        database.rows("SELECT conname::text FROM pg_constraint WHERE contype = 'c' AND conrelid = 'users'::regclass");
    assert!(checks.is_empty(), "{checks:?}");
    assert_eq!(database.rows("SELECT count(DISTINCT token)::text FROM users"), ["2"]);
}

#[test]
fn base_judges_what_git_does_not_have_there() {
    let project = project("op.drop_table('users')");
    let git = |words: &[&str]| {
        let run = Command::new("git").arg("-C").arg(project.root()).args(words).output().unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    };
    git(&["init", "-q", "-b", "main"]);
    git(&["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "--allow-empty", "-m", "first"]);
    git(&["add", "."]);
    git(&["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "second"]);
    write(&project, "c3", Some("b2"), "op.create_table('posts', sa.Column('id', sa.BigInteger, primary_key=True))");
    // Both new revisions are deployed together.
    write(&project, "d4", Some("c3"), "op.create_index('ix', 'posts', ['id'])\nop.drop_table('users')");
    let run = project.run("lint --base main");
    check_rules(&run, &["drop-table"]);
    assert!(run.stdout.ends_with("2 revisions: 1 finding\n"), "{}", run.stdout);
    check_fails(&project.run("lint --base nowhere"), 255, "git refuses: Not a valid object name nowhere");
}

#[test]
fn github_and_json_have_the_same_facts() {
    let project = project("op.drop_table('users')");
    let run = project.run("lint --format github");
    assert_eq!(
        run.stdout,
        "::warning file=alembic/versions/b2.py,line=10,title=limbeck drop-table::`users` and its data are gone, and running \
         programs may still use it%0Away out: take it out of the models first and deploy; drop it in a later revision, with a \
         backup\n"
    );
    let json = project.run("lint --json").stdout;
    for text in [
        "\"rule\": \"drop-table\"",
        "\"line\": 10",
        "\"revision\": \"b2\"",
        "\"level\": \"warning\"",
        "\"sql\": \"DROP TABLE users\"",
    ] {
        assert!(json.contains(text), "{text}: {json}");
    }
}

#[test]
fn on_sqlite_only_what_concerns_it_is_found() {
    let project = project(
        "op.create_index('ix', 'users', ['name'])\nop.add_column('users', sa.Column('kind', sa.String(5), nullable=False))\nwith op.batch_alter_table('users') as batch_op:\n    batch_op.drop_column('name')",
    );
    project.replace("alembic.ini", "postgresql://nobody@127.0.0.1:1/nothing", "sqlite:///%(here)s/nothing.db");
    check_rules(&project.run("lint"), &["add-column-not-null", "drop-column"]);
    assert!(!project.files().contains(&"nothing.db".to_owned()));
}

#[test]
fn an_env_that_connects_offline_is_told_how_not_to() {
    let project = project("op.drop_table('users')");
    project.write(
        "alembic/env.py",
        "import sqlalchemy as sa\nfrom alembic import context\n\nengine = sa.create_engine(context.config.get_main_option('sqlalchemy.url'))\nwith engine.connect() as connection:\n    context.configure(connection=connection)\n    context.run_migrations()\n",
    );
    check_fails(&project.run("lint"), 255, "`lint` reads files alone, and env.py connects to a database");
}

#[test]
fn a_strict_upgrade_refuses_before_anything_is_done() {
    let Some(database) = testkit::postgresql() else { return };
    let project = project("op.add_column('users', sa.Column('kind', sa.String(5), nullable=False))");
    project.replace("alembic.ini", "postgresql://nobody@127.0.0.1:1/nothing", &database.url("psycopg2"));
    check_succeeds(&project.run("upgrade a1 --strict"));
    let run = project.run("upgrade head --strict");
    check_fails(&run, 255, "--strict refuses the upgrade, nothing was done: 1 finding in what would run");
    check_fails(&run, 255, "alembic/versions/b2.py:10: `kind` is NOT NULL and has no default");
    assert_eq!(database.versions(), ["a1"]);
    write(&project, "b2", Some("a1"), "op.add_column('users', sa.Column('kind', sa.String(5)))");
    check_succeeds(&project.run("upgrade head --strict"));
    assert_eq!(database.versions(), ["b2"]);
    // A small table is locked for no time; a large one is not let pass.
    write(&project, "c3", Some("b2"), "op.create_index('ix', 'users', ['name'])");
    database.execute("INSERT INTO users (id) SELECT n FROM generate_series(1, 5000) n; ANALYZE users");
    check_fails(&project.run("upgrade head --strict"), 255, "building an index on `users` blocks writes");
    database.execute("DELETE FROM users WHERE id > 10");
    database.execute("VACUUM ANALYZE users");
    check_succeeds(&project.run("upgrade head --strict"));
}

#[test]
fn limits_of_the_settings_and_of_the_script_count_as_set() {
    let adds = "op.add_column('users', sa.Column('age', sa.Integer))";
    let rules = "\n[limbeck]\nlint_warn = lock-without-timeout\n";
    for (body, settings, expected) in [
        (adds.to_owned(), "", vec!["lock-without-timeout"]),
        (adds.to_owned(), "lock_timeout = 5s\n", vec![]),
        (format!("op.get_context().settings.lock_timeout = 5\n{adds}"), "", vec![]),
    ] {
        let project = project(&body);
        let ini = project.read("alembic.ini");
        project.write("alembic.ini", &format!("{ini}{rules}{settings}"));
        check_rules(&project.run("lint b2"), &expected);
    }
}

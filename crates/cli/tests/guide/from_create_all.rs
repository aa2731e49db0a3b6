//! 从 create_all() 迁移的完整步骤: three ways to begin with a database that has tables already.

use testkit::check_succeeds;

use crate::{
    backend::{Backend, HEAD},
    generated::{Recorded, add_phone, check_generated, check_nothing_differs},
    section::Section,
    writing::{new_revision, revision_of, rewrite_functions},
};

pub fn 选项_1_标记现有数据库(section: &mut Section) {
    section.backend.remove_revisions();
    section.backend.create_all();
    let tables = section.backend.schema();
    let file = section.generates("alembic revision --autogenerate -m \"Initial migration\"");
    section.runs("alembic stamp head");

    let backend = &section.backend;
    assert_eq!(backend.read(&file).matches("    pass\n").count(), 2, "nothing differs: {}", backend.read(&file));
    assert_eq!(backend.versions(), [revision_of(&file)]);
    assert_eq!(backend.shell("alembic current").stdout, format!("{} (head)\n", revision_of(&file)));
    assert_eq!(backend.rows("SELECT name, role FROM users"), ["梅|member"]);
    check_succeeds(&backend.shell("alembic upgrade head"));
    check_nothing_differs(backend);
    backend.execute("DROP TABLE alembic_version");
    assert_eq!(backend.schema(), tables, "stamping touches no other table");
    check_succeeds(&backend.shell("alembic stamp head"));
    check_next_change(backend, revision_of(&file));
}

pub fn 选项_2_重新创建数据库(section: &mut Section) {
    section.backend.remove_revisions();
    section.backend.create_all();
    let tables = as_generated(&section.backend.schema());
    section.reads("DROP SCHEMA public CASCADE;");
    section.reads("CREATE SCHEMA public;");
    section.backend.drop_everything();
    let file = section.generates("alembic revision --autogenerate -m \"Initial migration\"");
    check_generated(&section.backend, &file, Recorded::InitialMigration, "Initial migration", "");
    section.runs("alembic upgrade head");

    let backend = &section.backend;
    assert_eq!(backend.tables(), ["alembic_version", "chat_messages", "users"]);
    assert_eq!(backend.versions(), [revision_of(&file)]);
    check_nothing_differs(backend);
    backend.execute("DROP TABLE alembic_version");
    assert_eq!(as_generated(&backend.schema()), tables, "the migration makes what `create_all()` made");
    check_succeeds(&backend.shell("alembic stamp head"));
    backend.insert_user("mei@example.org", "梅");
    check_next_change(backend, revision_of(&file));
}

pub fn 选项_3_逐步迁移(section: &mut Section) {
    section.backend.create_all();
    section.backend.remove_revisions();
    let file = section.generates("alembic revision -m \"Initial migration - marking existing tables\"");
    assert!(file.ends_with("_initial_migration_marking_existing_.py"), "{file}");

    section.reads("def upgrade() -> None:");
    section.reads("    pass");
    section.reads("def downgrade() -> None:");
    section.reads("    pass");
    let functions = "def upgrade() -> None:\n    pass\n\ndef downgrade() -> None:\n    pass\n";
    rewrite_functions(&section.backend, &file, functions);
    section.runs("alembic stamp head");

    let backend = &section.backend;
    assert_eq!(backend.versions(), [revision_of(&file)]);
    check_nothing_differs(backend);
    check_next_change(backend, revision_of(&file));
    check_succeeds(&backend.shell("alembic downgrade base"));
    assert_eq!(backend.tables(), ["alembic_version", "chat_messages", "users"], "the first revision drops nothing");
    assert!(!backend.columns("users").contains(&"phone".to_owned()));
}

pub fn 更新_main_py(section: &mut Section) {
    let change = section.block();
    let main = section.backend.read("main.py");
    assert!(change.contains("# await init_db()") && !main.contains("await init_db()"));
    let command = "alembic upgrade head";
    assert!(change.contains(command) && main.contains(command));
    check_succeeds(&section.backend.shell(command));
    assert_eq!(section.backend.versions(), [HEAD]);
}

/// What comes afterwards is the usual way: change a model, generate, upgrade.
#[track_caller]
fn check_next_change(backend: &Backend, parent: &str) {
    add_phone(backend);
    let next = new_revision(backend, "alembic revision --autogenerate -m \"Add phone\"");
    check_generated(backend, &next, Recorded::AddNewColumn, "Add phone", parent);
    check_succeeds(&backend.shell("alembic upgrade head"));
    assert_eq!(backend.rows("SELECT name, phone FROM users"), ["梅|"]);
    assert_eq!(backend.versions(), [revision_of(&next)]);
    check_nothing_differs(backend);
}

/// SQLite keeps the text of a statement; in that of a migration there are more spaces and parentheses.
fn as_generated(schema: &str) -> String {
    schema.replace(" \n", "\n").replace("DEFAULT (CURRENT_TIMESTAMP)", "DEFAULT CURRENT_TIMESTAMP")
}

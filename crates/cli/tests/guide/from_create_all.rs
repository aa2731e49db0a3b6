//! 从 create_all() 迁移的完整步骤: three ways to begin with a database that has tables already.

use testkit::check_succeeds;

use crate::{
    backend::HEAD,
    section::Section,
    writing::{fill_in, new_revision, only_new_file, revision_of, rewrite_functions},
};

pub fn 选项_1_标记现有数据库(section: &mut Section) {
    section.backend.create_all();
    let tables = section.backend.schema();
    section.refuses("alembic revision --autogenerate -m \"Initial migration\"");
    section.runs("alembic stamp head");

    let backend = &section.backend;
    assert_eq!(backend.versions(), [HEAD]);
    assert_eq!(backend.rows("SELECT name, role FROM users"), ["梅|member"]);
    check_succeeds(&backend.shell("alembic upgrade head"));
    backend.execute("DROP TABLE alembic_version");
    assert_eq!(backend.schema(), tables, "stamping touches no other table");
}

pub fn 选项_2_重新创建数据库(section: &mut Section) {
    section.backend.create_all();
    section.reads("DROP SCHEMA public CASCADE;");
    section.reads("CREATE SCHEMA public;");
    match section.backend.postgresql() {
        Some(database) => database.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public;"),
        None => section.backend.remove("cognisync.db"),
    }
    section.refuses("alembic revision --autogenerate -m \"Initial migration\"");
    section.runs("alembic upgrade head");
    assert_eq!(section.backend.tables(), ["alembic_version", "chat_messages", "users"]);
    assert_eq!(section.backend.versions(), [HEAD]);
    assert_eq!(section.backend.rows("SELECT count(*) FROM users"), ["2"]);
}

pub fn 选项_3_逐步迁移(section: &mut Section) {
    section.backend.create_all();
    for file in section.backend.revision_files() {
        section.backend.remove(&file);
    }
    section.runs("alembic revision -m \"Initial migration - marking existing tables\"");
    let file = only_new_file(&section.backend, &[]);
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
    let next = new_revision(backend, "alembic revision -m \"Add phone\"");
    let add = "op.add_column('users', sa.Column('phone', sa.String(32), server_default='-', nullable=False))";
    fill_in(backend, &next, add, "op.drop_column('users', 'phone')");
    check_succeeds(&backend.shell("alembic upgrade head"));
    assert_eq!(backend.rows("SELECT name, phone FROM users"), ["梅|-"]);
    assert_eq!(backend.versions(), [revision_of(&next)]);
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

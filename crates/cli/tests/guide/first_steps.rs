//! 迁移从 `create_all()` 到 Alembic: from nothing, or from `create_all()`, to the newest revision.

use testkit::{check_fails, check_same_text, check_succeeds};

use crate::{
    backend::HEAD,
    generated::{Recorded, check_generated, check_nothing_differs},
    section::Section,
    writing::revision_of,
};

pub fn 步骤_1_安装依赖(section: &mut Section) {
    section.reads("cd backend");
    section.reads("pip install -r requirements.txt");
    // Nothing has to be installed: `alembic` is the only program that the shell can find.
    let only_alembic = section.backend.commands().display().to_string();
    let run = section.backend.shell_with(&[("PATH", &only_alembic)], "alembic current");
    check_succeeds(&run);
    assert_eq!(run.stdout, "");
}

pub fn 步骤_2_生成初始迁移(section: &mut Section) {
    section.backend.remove_revisions();
    let generate = "alembic revision --autogenerate -m \"Initial migration\"";
    let file = section.generates(generate);
    let backend = &section.backend;
    assert!(file.ends_with("_initial_migration.py"), "{file}");
    check_generated(backend, &file, Recorded::InitialMigration, "Initial migration", "");
    let run = backend.shell(generate);
    check_fails(&run, 255, "FAILED: Target database is not up to date.");
    check_succeeds(&backend.shell("alembic upgrade head"));
    assert_eq!(backend.tables(), ["alembic_version", "chat_messages", "users"]);
    check_nothing_differs(backend);
    check_succeeds(&backend.shell("alembic downgrade base"));
    assert_eq!(backend.tables(), ["alembic_version"]);

    // The database was made by `create_all()`.
    backend.drop_everything();
    backend.create_all();
    section.runs("alembic stamp head");
    let backend = &section.backend;
    assert_eq!(backend.tables(), ["alembic_version", "chat_messages", "users"]);
    assert_eq!(backend.versions(), [revision_of(&file)]);
    assert_eq!(backend.rows("SELECT email, name, role FROM users"), ["mei@example.org|梅|member"]);
    check_nothing_differs(backend);

    // Its tables are removed, and the migration is generated again.
    backend.drop_everything();
    backend.remove(&file);
    let file = section.generates(generate);
    check_generated(&section.backend, &file, Recorded::InitialMigration, "Initial migration", "");
}

pub fn 步骤_3_应用迁移(section: &mut Section) {
    let upgrade = section.runs("alembic upgrade head");
    let current = section.runs("alembic current");
    let history = section.runs("alembic history --verbose");

    let backend = &section.backend;
    assert_eq!(upgrade.stdout, "");
    assert_eq!(upgrade.stderr.matches("Running upgrade").count(), 6, "{}", upgrade.everything());
    assert_eq!(current.stdout, "e5b6f3a90806 (head)\n");
    check_same_text("history", include_str!("history_verbose.txt"), &backend.history_text(&history));
    assert_eq!(backend.tables(), ["alembic_version", "chat_messages", "users"]);
    assert_eq!(backend.versions(), [HEAD]);
    let columns = ["id", "email", "name", "role", "created_at", "updated_at", "full_name", "locale"];
    assert_eq!(backend.columns("users"), columns);
    let columns = ["id", "user_id", "content", "meta", "created_at", "updated_at", "channel"];
    assert_eq!(backend.columns("chat_messages"), columns);
    let users = backend.rows("SELECT id, email, full_name, role, locale FROM users ORDER BY email");
    let users: Vec<_> = users.iter().map(|row| row.replace('-', "")).collect();
    assert_eq!(
        users,
        [
            "6f1b2c9e0a474f539a511f0c2d3e4a01|lin@example.org|林 lin@example.org|member|zhCN",
            "6f1b2c9e0a474f539a511f0c2d3e4a02|o'hara@example.org|O'Hara o'hara@example.org|member|zhCN",
        ]
    );
}

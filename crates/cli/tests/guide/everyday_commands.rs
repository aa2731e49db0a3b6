//! 常用命令: new revisions, up, down, and where we are.

use testkit::check_succeeds;

use crate::{
    backend::HEAD,
    generated::{Recorded, add_phone, check_generated, check_nothing_differs},
    section::Section,
    writing::{fill_in, revision_of},
};

pub fn 创建新迁移(section: &mut Section) {
    let upgrade = "alembic upgrade head";
    check_succeeds(&section.backend.shell(upgrade));
    let schema = section.backend.schema();
    add_phone(&section.backend);
    let generated = section.generates("alembic revision --autogenerate -m \"Add new column to users\"");
    let backend = &section.backend;
    assert!(generated.ends_with("_add_new_column_to_users.py"), "{generated}");
    check_generated(backend, &generated, Recorded::AddNewColumn, "Add new column to users", HEAD);
    check_succeeds(&backend.shell(upgrade));
    assert!(backend.columns("users").contains(&"phone".to_owned()));
    check_nothing_differs(backend);
    check_succeeds(&backend.shell("alembic downgrade -1"));
    assert_eq!(backend.schema(), schema);
    check_succeeds(&backend.shell(upgrade));

    let file = section.generates("alembic revision -m \"Custom migration\"");
    let (backend, parent) = (&section.backend, revision_of(&generated));
    assert!(file.ends_with("_custom_migration.py"), "{file}");
    assert!(backend.read(&file).contains(&format!("down_revision: Union[str, Sequence[str], None] = '{parent}'")));
    check_succeeds(&backend.shell(upgrade));
    assert_eq!(backend.versions(), [revision_of(&file)]);
    check_succeeds(&backend.shell("alembic downgrade -1"));

    let schema = backend.schema();
    fill_in(
        backend,
        &file,
        "op.add_column('users', sa.Column('nick', sa.String(32), nullable=True))\n    \
         op.execute(\"UPDATE users SET nick = 'n/a'\")",
        "op.drop_column('users', 'nick')",
    );
    check_succeeds(&backend.shell(upgrade));
    assert_eq!(backend.rows("SELECT DISTINCT nick FROM users"), ["n/a"]);
    assert_eq!(backend.versions(), [revision_of(&file)]);
    check_succeeds(&backend.shell("alembic downgrade -1"));
    assert_eq!(backend.schema(), schema);
    assert_eq!(backend.versions(), [parent]);
}

pub fn 应用迁移(section: &mut Section) {
    section.runs("alembic upgrade head");
    assert_eq!(section.backend.versions(), [HEAD]);
    check_succeeds(&section.backend.shell("alembic downgrade base"));

    section.runs_with("alembic upgrade <revision_id>", &[("<revision_id>", "3f1c0a6be201")]);
    assert_eq!(section.backend.tables(), ["alembic_version", "users"]);
    assert_eq!(section.backend.versions(), ["3f1c0a6be201"]);

    section.runs("alembic upgrade +1");
    assert_eq!(section.backend.tables(), ["alembic_version", "chat_messages", "users"]);
    assert_eq!(section.backend.versions(), ["7b52d9e4c802"]);
    assert_eq!(section.backend.rows("SELECT name FROM users ORDER BY email"), ["林", "O'Hara"]);
    assert!(!section.backend.columns("users").contains(&"full_name".to_owned()));
}

pub fn 回滚迁移(section: &mut Section) {
    check_succeeds(&section.backend.shell("alembic upgrade head"));
    section.backend.insert_user("mei@example.org", "梅");

    section.runs("alembic downgrade -1");
    assert_eq!(section.backend.versions(), ["d18e02b7f705"]);
    assert!(!section.backend.columns("users").contains(&"locale".to_owned()));
    assert!(section.backend.columns("users").contains(&"full_name".to_owned()));

    section.runs_with("alembic downgrade <revision_id>", &[("<revision_id>", "7b52d9e4c802")]);
    assert_eq!(section.backend.versions(), ["7b52d9e4c802"]);
    assert_eq!(section.backend.columns("users"), ["id", "email", "name", "role", "created_at", "updated_at"]);
    assert!(!section.backend.columns("chat_messages").contains(&"channel".to_owned()));
    assert_eq!(section.backend.rows("SELECT count(*) FROM users"), ["3"]);

    section.runs("alembic downgrade base");
    assert_eq!(section.backend.tables(), ["alembic_version"]);
    assert!(section.backend.versions().is_empty());
}

pub fn 查看状态(section: &mut Section) {
    check_succeeds(&section.backend.shell("alembic upgrade a90e44c1d503"));
    check_succeeds(&section.backend.shell("alembic upgrade c4d7715fa604"));
    let mut current: Vec<_> = section.runs("alembic current").stdout.lines().map(str::to_owned).collect();
    current.sort();
    assert_eq!(current, ["a90e44c1d503", "c4d7715fa604"]);
    assert_eq!(section.backend.versions(), current);

    let history = section.runs("alembic history");
    assert_eq!(
        history.stdout,
        "d18e02b7f705 -> e5b6f3a90806 (chat) (head), Add locale to users\n\
         a90e44c1d503, c4d7715fa604 -> d18e02b7f705 (chat) (mergepoint), Merge branches\n\
         7b52d9e4c802 -> a90e44c1d503, Add full name to users\n\
         7b52d9e4c802 -> c4d7715fa604 (chat), Add channel to chat messages\n\
         3f1c0a6be201 -> 7b52d9e4c802 (branchpoint), Add chat messages\n\
         <base> -> 3f1c0a6be201, Initial migration\n"
    );
    let verbose = section.runs("alembic history --verbose");
    assert_eq!(section.backend.history_text(&verbose), include_str!("history_verbose.txt"));
}

pub fn 迁移文件结构(section: &mut Section) {
    let tree = section.block();
    let places =
        ["alembic/versions", "alembic/env.py", "alembic/script.py.mako", "alembic.ini", "app/models/sql", "alembic/"];
    for place in places {
        let name = place.trim_end_matches('/').rsplit('/').next().expect("a path has a name");
        assert!(tree.contains(name), "{name} is not in the guide's tree");
        assert!(section.backend.path(place).exists(), "{place}");
    }
    // `xxxx_initial_migration.py`
    assert!(section.backend.revision_files()[0].ends_with("_initial_migration.py"));
}

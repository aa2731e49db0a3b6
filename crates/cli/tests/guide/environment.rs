//! 环境变量 and 常见问题: where the URL comes from, merges, model imports and the asynchronous engine.

use testkit::{check_fails, check_succeeds};

use crate::{
    backend::HEAD,
    generated::check_nothing_differs,
    section::Section,
    writing::{fill_in, new_revision},
};

pub fn 环境变量(section: &mut Section) {
    let line = "DATABASE_URL=postgresql+asyncpg://postgres:postgres@localhost:5432/cognisync";
    section.reads(line);
    let backend = &section.backend;
    match backend.postgresql() {
        Some(database) => backend.write(".env", &line.replace("localhost:5432/cognisync", &database.place())),
        None => backend.write(".env", "DATABASE_URL=sqlite+aiosqlite:///./from_env_file.db\n"),
    }
    check_succeeds(&backend.shell("alembic upgrade head"));
    match backend.postgresql() {
        Some(database) => assert_eq!(database.versions(), [HEAD]),
        None => assert!(backend.path("from_env_file.db").exists() && !backend.path("cognisync.db").exists()),
    }
    // The environment goes before the file.
    let other = backend.path("from_environment.db");
    let variables = [("DATABASE_URL", format!("sqlite+aiosqlite:///{}", other.display()))];
    let variables = [(variables[0].0, variables[0].1.as_str())];
    check_succeeds(&backend.shell_with(&variables, "alembic upgrade 3f1c0a6be201"));
    assert_eq!(testkit::SqliteFile::new(other).versions(), ["3f1c0a6be201"]);
}

pub fn 常见问题_1_迁移冲突(section: &mut Section) {
    let backend = &section.backend;
    check_succeeds(&backend.shell("alembic upgrade head"));
    let nick = new_revision(backend, &format!("alembic revision -m nick --head {HEAD} --rev-id aaaaaaaaaaa1"));
    let phone =
        new_revision(backend, &format!("alembic revision -m phone --head {HEAD} --splice --rev-id bbbbbbbbbbb2"));
    for (file, column) in [(&nick, "nick"), (&phone, "phone")] {
        let add = format!("op.add_column('users', sa.Column('{column}', sa.String(20)))");
        fill_in(backend, file, &add, &format!("op.drop_column('users', '{column}')"));
    }
    let run = backend.shell("alembic upgrade head");
    check_fails(&run, 255, "Multiple head revisions are present for given argument 'head'");
    assert_eq!(backend.versions(), [HEAD]);

    let before = section.backend.revision_files();
    section.runs_with(
        "alembic merge -m \"Merge branches\" <revision1> <revision2>",
        &[("<revision1>", "aaaaaaaaaaa1"), ("<revision2>", "bbbbbbbbbbb2")],
    );
    let backend = &section.backend;
    let merge = crate::writing::only_new_file(backend, &before);
    let parents = "down_revision: Union[str, Sequence[str], None] = ('aaaaaaaaaaa1', 'bbbbbbbbbbb2')";
    assert!(
        merge.ends_with("_merge_branches.py") && backend.read(&merge).contains(parents),
        "{}",
        backend.read(&merge)
    );
    check_succeeds(&backend.shell("alembic upgrade head"));
    assert_eq!(backend.versions(), [crate::writing::revision_of(&merge)]);
    let mut columns = backend.columns("users").split_off(8);
    columns.sort();
    assert_eq!(columns, ["nick", "phone"]);
    check_succeeds(&backend.shell(&format!("alembic downgrade {HEAD}")));
    assert_eq!(backend.columns("users").len(), 8);
    assert_eq!(backend.versions(), [HEAD]);
}

pub fn 常见问题_2_检测不到模型更改(section: &mut Section) {
    let imports = section.block();
    let env = section.backend.read("alembic/env.py");
    for import in imports.lines().filter(|line| line.starts_with("from ")) {
        assert!(env.contains(import), "env.py does not say `{import}`");
    }
    // What is not imported is not seen.
    let backend = &section.backend;
    let given: Vec<_> = backend.revision_files().into_iter().map(|file| (backend.read(&file), file)).collect();
    backend.remove_revisions();
    let import = "from app.models.sql.chat_message import ChatMessage  # noqa: F401\n";
    backend.replace("alembic/env.py", import, "");
    let users = new_revision(backend, "alembic revision --autogenerate -m users");
    check_succeeds(&backend.shell("alembic upgrade head"));
    assert_eq!(backend.tables(), ["alembic_version", "users"]);
    backend.write("alembic/env.py", &env);
    let messages = new_revision(backend, "alembic revision --autogenerate -m messages");
    assert!(backend.read(&messages).contains("op.create_table('chat_messages',"), "{}", backend.read(&messages));
    assert!(!backend.read(&messages).contains("op.create_table('users',"), "{}", backend.read(&messages));
    check_succeeds(&backend.shell("alembic upgrade head"));
    check_nothing_differs(backend);
    // As with Alembic, a table whose model is no longer imported is dropped; it ought to name the file of the model.
    backend.replace("alembic/env.py", import, "");
    let gone = new_revision(backend, "alembic revision --autogenerate -m gone");
    assert!(backend.read(&gone).contains("op.drop_table('chat_messages')"), "{}", backend.read(&gone));
    backend.write("alembic/env.py", &env);
    backend.drop_everything();
    for file in [users, messages, gone] {
        backend.remove(&file);
    }
    for (text, file) in given {
        backend.write(&file, &text);
    }
    // They are truly imported: a model that is gone is an error at its line of env.py.
    check_succeeds(&backend.shell("alembic upgrade head"));
    backend.replace("app/models/sql/chat_message.py", "class ChatMessage(", "class Message(");
    let run = backend.shell("alembic current");
    check_fails(&run, 1, "ImportError: cannot import name 'ChatMessage' from 'app.models.sql.chat_message'");
    let line = env.lines().position(|line| line.starts_with("from app.models.sql.chat_message")).expect("it is there");
    assert!(run.stderr.contains(&format!("alembic/env.py\", line {}", line + 1)), "{}", run.everything());
    assert_eq!(backend.versions(), [HEAD]);
}

pub fn 常见问题_3_异步引擎问题(section: &mut Section) {
    let env = section.backend.read("alembic/env.py");
    assert!(env.contains("async_engine_from_config(") && env.contains("await connection.run_sync("));
    check_succeeds(&section.backend.shell("alembic upgrade head"));
    assert_eq!(section.backend.versions(), [HEAD]);
    let sql = section.backend.shell("alembic upgrade d18e02b7f705:head --sql");
    assert!(sql.stdout.contains("ALTER TABLE users ADD COLUMN locale VARCHAR(10) DEFAULT 'zh-CN' NOT NULL;"));
}

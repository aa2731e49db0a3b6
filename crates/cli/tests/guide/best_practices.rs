//! 最佳实践: trying a migration, reviewing it, moving data, production and team work.

use std::{fs, path::PathBuf};

use testkit::check_succeeds;

use crate::{
    backend::HEAD,
    generated::{Recorded, add_phone, check_generated, check_nothing_differs},
    section::Section,
    writing::{new_revision, revision_of, rewrite_functions},
};

pub fn 最佳实践_1_在开发环境中测试迁移(section: &mut Section) {
    section.runs("alembic upgrade head");
    section.backend.insert_user("mei@example.org", "梅");
    assert_eq!(section.backend.rows("SELECT locale FROM users WHERE name = '梅'"), ["zh-CN"]);
    section.runs("alembic downgrade -1");
    assert_eq!(section.backend.versions(), ["d18e02b7f705"]);
    assert_eq!(section.backend.rows("SELECT email FROM users WHERE name = '梅'"), ["mei@example.org"]);
    assert!(!section.backend.columns("users").contains(&"locale".to_owned()));
}

pub fn 最佳实践_2_审查自动生成的迁移(section: &mut Section) {
    let reviewed = section.block();
    let backend = &section.backend;
    check_succeeds(&backend.shell("alembic upgrade head"));
    let schema = backend.schema();
    let file = new_revision(backend, "alembic revision -m reviewed");
    let functions =
        fill_dots(&reviewed, "op.create_table(", "'notes', sa.Column('id', sa.Integer(), primary_key=True)");
    let functions = fill_dots(&functions, "op.add_column(", "'users', sa.Column('nick', sa.String(20))");
    let functions = fill_dots(&functions, "op.drop_column(", "'users', 'nick'");
    rewrite_functions(backend, &file, &fill_dots(&functions, "op.drop_table(", "'notes'"));

    check_succeeds(&backend.shell("alembic upgrade head"));
    assert_eq!(backend.tables(), ["alembic_version", "chat_messages", "notes", "users"]);
    assert!(backend.columns("users").contains(&"nick".to_owned()));
    check_succeeds(&backend.shell("alembic downgrade -1"));
    assert_eq!(backend.schema(), schema);
}

pub fn 最佳实践_3_数据迁移(section: &mut Section) {
    let migration = section.block();
    let backend = &section.backend;
    for file in backend.revision_files().iter().filter(|file| !file.contains("_initial_migration")) {
        backend.remove(file);
    }
    check_succeeds(&backend.shell("alembic upgrade head"));
    backend.insert_user("mei@example.org", "梅");
    backend.insert_user("o''hara@example.org", "O''Hara");
    let file = new_revision(backend, "alembic revision -m \"Data migration\"");
    rewrite_functions(backend, &file, &migration);

    check_succeeds(&backend.shell("alembic upgrade head"));
    let full_names = ["梅 mei@example.org", "O'Hara o'hara@example.org"];
    assert_eq!(backend.rows("SELECT full_name FROM users ORDER BY email"), full_names);
    assert_eq!(backend.versions(), [revision_of(&file)]);
    check_succeeds(&backend.shell("alembic downgrade -1"));
    assert!(!backend.columns("users").contains(&"full_name".to_owned()));
    assert_eq!(backend.rows("SELECT name FROM users ORDER BY email"), ["梅", "O'Hara"]);
    assert_eq!(backend.versions(), ["3f1c0a6be201"]);
}

pub fn 最佳实践_4_生产环境迁移流程(section: &mut Section) {
    check_succeeds(&section.backend.shell("alembic upgrade 7b52d9e4c802"));
    section.backend.insert_user("mei@example.org", "梅");
    back_up(section);

    // The test database is a copy of the real one; DATABASE_URL goes before `.env`.
    section.reads("alembic upgrade head");
    let test_database = section.backend.postgresql().map(|database| database.copy());
    let test_url = match &test_database {
        Some(copy) => copy.url("asyncpg"),
        None => {
            let (real, copy) = (section.backend.path("cognisync.db"), section.backend.path("test.db"));
            fs::copy(real, &copy).expect("the database is there");
            format!("sqlite+aiosqlite:///{}", copy.display())
        }
    };
    let test = [("DATABASE_URL", test_url.as_str())];
    check_succeeds(&section.backend.shell_with(&test, "alembic upgrade head"));
    assert_eq!(section.backend.shell_with(&test, "alembic current").stdout, "e5b6f3a90806 (head)\n");
    assert_eq!(section.backend.versions(), ["7b52d9e4c802"], "the real database is as it was");

    section.runs("alembic upgrade head");
    assert_eq!(section.backend.versions(), [HEAD]);
    let users = section.backend.rows("SELECT full_name, locale FROM users WHERE name = '梅'");
    assert_eq!(users, ["梅 mei@example.org|zh-CN"]);
}

pub fn 最佳实践_5_团队协作(section: &mut Section) {
    let backend = &section.backend;
    check_succeeds(&backend.shell("alembic upgrade head"));
    // A colleague's clone, from which a revision comes by way of the shared repository.
    let share = "printf '*.db\\n' > .gitignore; git init -q -b main . && git config user.name a && git config user.email a@b \
                 && git add -A && git commit -qm one && git clone -q --bare . ../shared.git \
                 && git remote add origin ../shared.git && git fetch -q && git branch -q -u origin/main \
                 && git clone -q ../shared.git ../colleague";
    check_succeeds(&backend.shell(share));
    let theirs = "cd ../colleague && git config user.name b && git config user.email b@b \
                  && alembic revision -m theirs --rev-id f00000000001 \
                  && sed -i 's/^    pass$/    op.execute(\"UPDATE users SET locale = '\"'en'\"'\")/' \
                  alembic/versions/f00000000001_theirs.py && git add -A && git commit -qm two && git push -q";
    check_succeeds(&backend.shell(theirs));

    section.runs("git pull");
    section.runs("alembic upgrade head");
    assert_eq!(section.backend.versions(), ["f00000000001"]);
    assert_eq!(section.backend.rows("SELECT DISTINCT locale FROM users"), ["en"]);
    section.runs("git pull");
    add_phone(&section.backend);
    let file = section.generates("alembic revision --autogenerate -m \"Your migration message\"");
    let backend = &section.backend;
    check_generated(backend, &file, Recorded::AddNewColumn, "Your migration message", "f00000000001");
    check_succeeds(&backend.shell("alembic upgrade head"));
    assert_eq!(backend.versions(), [revision_of(&file)]);
    assert!(backend.columns("users").contains(&"phone".to_owned()));
    assert_eq!(backend.rows("SELECT DISTINCT locale FROM users"), ["en"]);
    check_nothing_differs(backend);
}

/// `pg_dump` with the test's own database; an SQLite file has no `pg_dump`.
#[track_caller]
fn back_up(section: &mut Section) {
    let line = "pg_dump -U postgres -d cognisync > backup_$(date +%Y%m%d_%H%M%S).sql";
    section.reads(line);
    let Some(database) = section.backend.postgresql() else { return };
    let (host, port) = (database.host(), database.port().to_string());
    let path = format!("{}:{}", newest_pg_dump().display(), std::env::var("PATH").unwrap_or_default());
    let variables = [("PGHOST", host.as_str()), ("PGPORT", &port), ("PGPASSWORD", "postgres"), ("PATH", &path)];
    let run = section.backend.shell_with(&variables, &line.replace("-d cognisync", &format!("-d {}", database.name())));
    check_succeeds(&run);
    let backups = fs::read_dir(section.backend.path("")).expect("the backend is there").flatten();
    let backups: Vec<_> = backups.filter(|entry| entry.file_name().to_string_lossy().starts_with("backup_2")).collect();
    assert_eq!(backups.len(), 1);
    let text = fs::read_to_string(backups[0].path()).expect("a backup is text");
    assert!(text.contains("CREATE TABLE public.users") && text.contains("mei@example.org"), "{text}");
}

/// The folder of the newest installed `pg_dump`: an older one refuses a newer server.
fn newest_pg_dump() -> PathBuf {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let programs = versions.map(|version| version.path().join("bin")).filter(|bin| bin.join("pg_dump").exists());
    let number = |bin: &PathBuf| bin.parent()?.file_name()?.to_str()?.parse::<u32>().ok();
    programs.max_by_key(number).unwrap_or_else(|| PathBuf::from("/usr/bin"))
}

/// `op.create_table(...)` with something in it.
#[track_caller]
fn fill_dots(text: &str, call: &str, arguments: &str) -> String {
    let dots = format!("{call}...)");
    assert!(text.contains(&dots), "{dots} is not in the guide");
    text.replace(&dots, &format!("{call}{arguments})"))
}

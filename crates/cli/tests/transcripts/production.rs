//! G: rehearse on a copy, then the real one; and a database that `create_all()` made (T154 to T161).

use testkit::{PostgresqlDatabase, check_succeeds, postgresql};

use crate::{
    expectation::{check_transcript, check_transcript_with},
    guide::{guide, lowercase_emails},
};

/// T154 is `pg_dump` and `pg_restore`; the copy is made by the server here.
#[test]
fn an_upgrade_is_rehearsed_on_a_copy() {
    let Some(database) = postgresql() else { return };
    let project = guide(&database);
    check_succeeds(&project.run("upgrade head"));
    let copy = database.copy();
    lowercase_emails().write(&project);
    check_transcript_with(&project, "T155", &[("DATABASE_URL", &copy.url("asyncpg"))], "upgrade head");
    assert_eq!(copy.versions(), ["100000000002"]);
    assert_eq!(database.versions(), ["100000000001"]);
    check_transcript(&project, "T156", "upgrade head");
    check_transcript(&project, "T157", "current --check-heads");
    assert_eq!(database.versions(), ["100000000002"]);
}

#[test]
fn a_database_made_by_create_all_is_stamped() {
    let Some(database) = postgresql() else { return };
    let project = guide(&database);
    lowercase_emails().write(&project);
    create_all(&database);
    check_transcript_with(&project, "T158", &[("DATABASE_URL", &database.url("asyncpg"))], "current");
    assert_eq!(database.tables(), ["posts", "users"]);
    check_transcript_with(&project, "T159", &[("DATABASE_URL", &database.url("asyncpg"))], "upgrade head");
    check_transcript_with(&project, "T160", &[("DATABASE_URL", &database.url("asyncpg"))], "stamp head");
    check_transcript_with(&project, "T161", &[("DATABASE_URL", &database.url("asyncpg"))], "current");
}

fn create_all(database: &PostgresqlDatabase) {
    database.execute(
        "CREATE TYPE role AS ENUM ('admin', 'user'); \
         CREATE TABLE users (id SERIAL PRIMARY KEY, email VARCHAR(255) NOT NULL, role role); \
         CREATE TABLE posts (id SERIAL PRIMARY KEY, author_id INTEGER REFERENCES users (id))",
    );
}

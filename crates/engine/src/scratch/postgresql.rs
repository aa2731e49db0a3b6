//! Scratch databases of PostgreSQL: a clone on the same server, or its schema and some rows where others are connected.

use dialect::{Connection, DatabaseError, Statement, Transactional, backup::Section};
use pyruntime::HostError;
use schema::Value;

use super::{Content, MARK, Place, Scratch, dump, key::ScratchKey, new_name, refused, rows_of, sample, texts};
use crate::{Interrupt, config::Url, execute::interrupted};

/// Drops the database, and holds its key until then.
pub(super) struct Keeper {
    server: Box<dyn Connection>,
    key: ScratchKey,
    name: String,
}

impl super::Removes for Keeper {}

impl Drop for Keeper {
    fn drop(&mut self) {
        // Whoever is told of it can do no more than the next rehearsal, which recognises what is left.
        drop(drop_database(self.server.as_mut(), &self.name));
        self.key.release();
    }
}

pub(super) fn make(
    written: &Place,
    content: Content,
    direct: Option<&Url>,
    interrupt: &Interrupt,
) -> Result<Scratch, HostError> {
    // The original has to answer: a rehearsal of a database that is not there is none.
    let mut answering = written.open()?;
    let traits = Traits::of(answering.as_mut())?;
    let original = &match direct {
        Some(address) => written.direct(answering.as_mut(), address)?,
        None => written.clone(),
    };
    drop(answering);
    let mut server = maintenance(original).map_err(|error| {
        let text = format!("Can't create a scratch database: {}", error.message);
        HostError::command(text).with_hint(of_pooler(direct))
    })?;
    let mut key = ScratchKey::new(maintenance(original)?);
    sweep(server.as_mut(), &mut key)?;
    let name = new_name();
    key.hold(&name)?;
    // From here on the database is dropped whatever happens.
    let mut keeper = Keeper { server, key, name: name.clone() };
    interrupt.watch_statement(keeper.server.cancel_handle());
    let made = create(keeper.server.as_mut(), original, &traits, &name, content);
    interrupt.forget_statement();
    stop_if_asked(interrupt)?;
    let is_clone = made?;
    let lacking = traits.give_settings(keeper.server.as_mut(), &name)?;
    let place = original.named(&name);
    // A pooler may know some databases only.
    drop(place.open().map_err(|error| not_reached(&error, direct))?);
    let how = match (content, is_clone) {
        (Content::Nothing, _) => "an empty database".to_owned(),
        (Content::Copy { .. }, true) => "a copy of the whole database".to_owned(),
        (Content::Copy { rows }, false) => {
            let copied = sample_into(&place, original, rows, interrupt)?;
            format!("the schema and up to {rows} rows of each table ({copied} in all), as others are connected")
        }
    };
    let how = match lacking.as_slice() {
        [] => how,
        lacking => format!("{how}, without settings that the user may not make ({})", lacking.join(", ")),
    };
    Ok(Scratch { place, original: written.url.with_hidden_password(), how, _keeper: Box::new(keeper) })
}

/// Gives an empty database the schema of the original and some of its rows; returns how many.
fn sample_into(place: &Place, original: &Place, rows: u64, interrupt: &Interrupt) -> Result<u64, HostError> {
    let (mut source, mut target) = (original.open()?, place.open()?);
    let mut fill = |source: &mut dyn Connection, section| {
        let text = dump::schema(original, source, section);
        stop_if_asked(interrupt)?;
        // A dump empties the search path of its session; in one text it is the same session behind a pooler, too.
        target.execute(&Statement::plain(format!("{};\nRESET ALL", text?))).map(drop).map_err(refused)
    };
    fill(source.as_mut(), Section::BeforeData)?;
    interrupt.watch_statement(source.cancel_handle());
    let copied = sample::copy(source.as_mut(), place.open()?.as_mut(), rows);
    interrupt.forget_statement();
    stop_if_asked(interrupt)?;
    let copied = copied?;
    fill(source.as_mut(), Section::AfterData)?;
    target.execute(&Statement::plain("ANALYZE")).map_err(refused)?;
    Ok(copied)
}

fn stop_if_asked(interrupt: &Interrupt) -> Result<(), HostError> {
    if interrupt.is_requested() { Err(interrupted()) } else { Ok(()) }
}

/// What a scratch database has in common with its original beside tables and rows.
struct Traits {
    name: String,
    /// `ENCODING … LOCALE_PROVIDER …`, for CREATE DATABASE.
    locale: String,
    /// `ALTER DATABASE … SET`: names and values.
    settings: Vec<(String, String)>,
}

impl Traits {
    fn of(connection: &mut dyn Connection) -> Result<Self, HostError> {
        let mut rows = texts(connection, include_str!("locale.sql"))?.into_iter();
        let (name, locale) = match rows.next().map(<[String; 2]>::try_from) {
            Some(Ok([name, locale])) => (name, locale),
            _ => return Err(HostError::command("the server does not say which database this is")),
        };
        let settings = texts(connection, include_str!("settings.sql"))?;
        let settings =
            settings.into_iter().filter_map(|row| <[String; 2]>::try_from(row).ok().map(Into::into)).collect();
        Ok(Self { name, locale, settings })
    }

    /// Neither a clone nor an empty database has the settings of the original (`ALTER DATABASE … SET search_path`);
    /// returns those that only an administrator may make.
    fn give_settings(&self, server: &mut dyn Connection, name: &str) -> Result<Vec<String>, HostError> {
        let mut lacking = Vec::new();
        for (setting, value) in &self.settings {
            let set = Statement {
                sql: "SELECT set_config($1, $2, true)".into(),
                binds: vec![Value::Text(setting.clone()), Value::Text(value.clone())],
                guard: None,
            };
            let in_sql = setting_name(setting);
            let keep = Statement::plain(format!("ALTER DATABASE {} SET {in_sql} FROM CURRENT", quoted(name)));
            // In a transaction: behind a pooler it is one session, to which nothing of it is left.
            server.begin(Transactional::Writing).map_err(refused)?;
            let kept = server.execute(&set).and_then(|_| server.execute(&keep));
            let ended = if kept.is_ok() { server.commit() } else { server.rollback() };
            match kept {
                Ok(_) => ended.map_err(refused)?,
                Err(error) if error.code.as_deref() == Some("42501") => lacking.push(setting.clone()),
                Err(error) => return Err(refused(error)),
            }
        }
        Ok(lacking)
    }
}

/// `search_path`, `app."Tenant"`: a setting's name in SQL.
fn setting_name(setting: &str) -> String {
    setting.split('.').map(quoted).collect::<Vec<_>>().join(".")
}

/// Creates the database; returns whether it is a clone.
fn create(
    server: &mut dyn Connection,
    original: &Place,
    traits: &Traits,
    name: &str,
    content: Content,
) -> Result<bool, HostError> {
    let quoted_name = quoted(name);
    // The server itself would wait for them for five seconds.
    if content != Content::Nothing && !is_in_use(server, &traits.name)? {
        let clone = format!("CREATE DATABASE {quoted_name} TEMPLATE {}", quoted(&traits.name));
        match server.execute(&Statement::plain(clone)) {
            Ok(_) => {
                comment(server, name, &traits.name);
                return Ok(true);
            }
            // Somebody is connected to the original (55006), or it may not be cloned (42501).
            Err(error) if matches!(error.code.as_deref(), Some("55006" | "42501")) => {}
            Err(error) => return Err(not_made(&error, original)),
        }
    }
    server
        .execute(&Statement::plain(format!("CREATE DATABASE {quoted_name} TEMPLATE template0 {}", traits.locale)))
        .map_err(|error| not_made(&error, original))?;
    comment(server, name, &traits.name);
    Ok(false)
}

fn is_in_use(server: &mut dyn Connection, name: &str) -> Result<bool, HostError> {
    // Our own session, with which the address was tried, may be on its way out.
    let count = Statement {
        sql: "SELECT count(*) > 0 FROM pg_stat_activity WHERE datname = $1 AND backend_start < now() - interval '1 s'"
            .into(),
        binds: vec![Value::Text(name.to_owned())],
        guard: None,
    };
    let answer = server.execute(&count).map_err(refused)?;
    Ok(answer.first() == Some(&Value::Bool(true)))
}

fn comment(server: &mut dyn Connection, name: &str, original: &str) {
    let text = format!("scratch database of Limbeck for {original}; safe to drop").replace('\'', "''");
    // It is for people who list databases; a name with our mark is enough for us.
    drop(server.execute(&Statement::plain(format!("COMMENT ON DATABASE {} IS '{text}'", quoted(name)))));
}

fn not_made(error: &DatabaseError, original: &Place) -> HostError {
    let hint = match error.code.as_deref() {
        Some("42501") => {
            let user = original.url.username.as_deref().unwrap_or("the user");
            Some(format!("ALTER ROLE {user} CREATEDB; or use the URL of a user who may create databases"))
        }
        Some("53100") => Some("the server's disk is full; `--rows` takes a sample where others are connected".into()),
        _ => None,
    };
    HostError::command(format!("Can't create a scratch database: {}", error.message)).with_hint(hint)
}

/// The way out where a pooler may be in the way.
fn of_pooler(direct: Option<&Url>) -> Option<String> {
    let hint = "scratch databases are made from the database `postgres` or `template1`; where the URL leads to a pooler such as \
                PgBouncer, give the server's own address: `direct_url = postgresql://…` in `[limbeck]`, or DATABASE_DIRECT_URL";
    direct.is_none().then(|| hint.into())
}

fn not_reached(error: &HostError, direct: Option<&Url>) -> HostError {
    HostError::command(format!("The scratch database cannot be connected to: {}", error.message))
        .with_hint(of_pooler(direct))
}

/// Connects to a database of the server that is not the original.
fn maintenance(original: &Place) -> Result<Box<dyn Connection>, HostError> {
    original.named("postgres").open().or_else(|_| original.named("template1").open())
}

/// Drops what runs that were killed have left behind.
fn sweep(server: &mut dyn Connection, key: &mut ScratchKey) -> Result<(), HostError> {
    let like = format!("{}%", MARK.replace('_', "\\_"));
    let list = Statement {
        sql: "SELECT datname::text FROM pg_database WHERE datname LIKE $1".into(),
        binds: vec![Value::Text(like)],
        guard: None,
    };
    let names = rows_of(server.execute(&list).map_err(refused)?.rows);
    for name in names.into_iter().flatten() {
        if key.try_hold(&name)? {
            // Another user's may not be droppable by this one; it stays for its owner.
            drop(drop_database(server, &name));
        }
        key.release();
    }
    Ok(())
}

fn drop_database(server: &mut dyn Connection, name: &str) -> Result<(), DatabaseError> {
    let end = Statement {
        sql: "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()"
            .into(),
        binds: vec![Value::Text(name.to_owned())],
        guard: None,
    };
    // Where that is not allowed, the DROP says who is connected.
    drop(server.execute(&end));
    server.execute(&Statement::plain(format!("DROP DATABASE IF EXISTS {}", quoted(name)))).map(drop)
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

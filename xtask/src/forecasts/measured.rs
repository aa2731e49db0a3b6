//! What a statement did: by a rehearsal, or watched from another session where it runs outside of a transaction.

use std::{
    collections::{BTreeMap, BTreeSet},
    process::Stdio,
    thread,
    time::{Duration, Instant},
};

use serde_json::Value as Json;

use super::lock::Lock;
use crate::{postgresql::Server, process::Outcome};

/// Locks on tables, tables with another file than before, and time.
#[derive(Debug, Default)]
pub struct Measured {
    pub locks: BTreeMap<String, Lock>,
    pub rewritten: BTreeSet<String>,
    pub seconds: f64,
}

impl Measured {
    /// What a rehearsal says of a statement.
    pub fn of(statement: &Json) -> Outcome<Self> {
        let sql = &statement["sql"];
        let measured = &statement["measured"];
        let seconds = statement["seconds"].as_f64().ok_or_else(|| format!("{sql} was not executed"))?;
        let locks = measured["locks"].as_array().ok_or_else(|| format!("{sql} was not measured"))?;
        let mut found = Self { seconds, ..Self::default() };
        for lock in locks {
            found.note(lock[0].as_str().unwrap_or_default(), lock[1].as_str().unwrap_or_default())?;
        }
        let rewritten = measured["rewritten"].as_array().into_iter().flatten().filter_map(Json::as_str);
        found.rewritten.extend(rewritten.map(str::to_owned));
        Ok(found)
    }

    fn note(&mut self, table: &str, mode: &str) -> Outcome {
        let lock = Lock::of_mode(mode).ok_or_else(|| format!("{mode} is no lock"))?;
        let held = self.locks.entry(table.to_owned()).or_insert(lock);
        *held = lock.max(*held);
        Ok(())
    }

    /// Runs a statement outside of a transaction and looks meanwhile, again and again, what its session has locked.
    pub fn watch(sql: &str, server: &Server, database: &str) -> Outcome<Self> {
        const INTERVAL: Duration = Duration::from_millis(20);
        let before = server.psql(database, FILES)?;
        let mut command = server.psql_command(database);
        command.args(["-c", sql]).env("PGAPPNAME", WATCHED).stdout(Stdio::null());
        let mut found = Self::default();
        let start = Instant::now();
        let mut child = command.spawn()?;
        let status = loop {
            if let Some(status) = child.try_wait()? {
                break status;
            }
            for line in server.psql(database, LOCKS)?.lines() {
                let (table, mode) = line.split_once('|').ok_or("psql gives two columns")?;
                found.note(table, mode)?;
            }
            thread::sleep(INTERVAL);
        };
        found.seconds = start.elapsed().as_secs_f64();
        if !status.success() {
            return Err(format!("{sql} failed: {status}").into());
        }
        let before: BTreeMap<_, _> = before.lines().filter_map(|line| line.split_once('|')).collect();
        let after = server.psql(database, FILES)?;
        for (table, file) in after.lines().filter_map(|line| line.split_once('|')) {
            if before.get(table).is_some_and(|earlier| *earlier != file) {
                found.rewritten.insert(table.to_owned());
            }
        }
        Ok(found)
    }
}

const WATCHED: &str = "limbeck forecasts";

const LOCKS: &str = "SELECT DISTINCT locked.oid::regclass, held.mode FROM pg_locks AS held \
                     JOIN pg_class AS locked ON locked.oid = held.relation JOIN pg_stat_activity AS session USING (pid) \
                     WHERE held.locktype = 'relation' AND held.granted AND session.application_name = 'limbeck forecasts' \
                     AND locked.relkind IN ('r', 'p', 'm') AND locked.relnamespace::regnamespace::text !~ '^pg_'";

const FILES: &str = "SELECT oid::regclass, pg_relation_filenode(oid) FROM pg_class WHERE relkind IN ('r', 'm') \
                     AND relnamespace::regnamespace::text !~ '^pg_|^information_schema$'";

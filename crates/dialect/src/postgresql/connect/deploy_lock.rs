//! The lock of whole deploys. It is held on a database of the server that nobody deploys to, so that the one that is deployed
//! to can be cloned meanwhile; where that cannot be reached, on the database itself.

use serde_json::{Map, Value as Json};

use super::run_lock::AdvisoryLock;
use crate::run_lock::{Attempt, Entry, Holder, RunLock};
use crate::{Connection, DatabaseError, Statement, Url};

/// The database that every server has.
const NEIGHBOUR: &str = "postgres";

/// Names under which a URL's query and `connect_args` may say the database once more.
const NAMES_OF_DATABASE: [&str; 2] = ["dbname", "database"];

struct DeployLock {
    lock: AdvisoryLock,
    /// Sees who has it: it is connected to where the lock is held.
    observer: Box<dyn Connection>,
}

/// Returns the lock of the deploys of the database that `work` is connected to.
pub(in crate::postgresql) fn deploy_lock(
    work: &mut dyn Connection,
    url: &Url,
    connect_args: &Map<String, Json>,
) -> Result<Box<dyn RunLock>, DatabaseError> {
    let name = work.texts(&Statement::plain("SELECT current_database()::text"))?.into_iter().next().unwrap_or_default();
    let (mut beside, mut its_args) = (url.clone(), connect_args.clone());
    beside.database = Some(NEIGHBOUR.to_owned());
    beside.query.retain(|(key, _)| !NAMES_OF_DATABASE.contains(&key.as_str()));
    its_args.retain(|key, _| !NAMES_OF_DATABASE.contains(&key.as_str()));
    let (observer, url, connect_args) = match super::connect(&beside, &its_args) {
        Ok(observer) => (observer, beside, its_args),
        Err(_) => (super::connect(url, connect_args)?, url.clone(), connect_args.clone()),
    };
    Ok(Box::new(DeployLock { lock: AdvisoryLock::of_deploys(url, connect_args, &name), observer }))
}

impl RunLock for DeployLock {
    fn attempt(&mut self, _: &mut dyn Connection, who: &str) -> Result<Attempt, DatabaseError> {
        self.lock.attempt(self.observer.as_mut(), who)
    }

    fn enter(&mut self, _: &mut dyn Connection) -> Result<Entry, DatabaseError> {
        Ok(if self.is_held() { Entry::Inside } else { Entry::Lost })
    }

    fn is_held(&mut self) -> bool {
        self.lock.is_held()
    }

    fn is_ours(&self, holder: &Holder) -> bool {
        self.lock.is_ours(holder)
    }

    fn work_keeps_out_others(&self, _: &dyn Connection) -> bool {
        false
    }

    fn holders(&mut self, _: &mut dyn Connection) -> Result<Vec<Holder>, DatabaseError> {
        self.lock.holders(self.observer.as_mut())
    }

    fn evict(&mut self, _: &mut dyn Connection) -> Result<(), DatabaseError> {
        self.lock.evict(self.observer.as_mut())
    }
}

//! Reads a database's catalogues on a thread of its own while Python executes the models.

use std::{
    panic::resume_unwind,
    sync::mpsc,
    thread::{Builder, JoinHandle},
};

use dialect::{DatabaseError, Scope};
use schema::Schema;

/// `None`: the dialect has no catalogues that are read.
pub(super) type Inspected = Option<Result<Schema, DatabaseError>>;

/// A reading that has begun; it has the open connection until that is wanted.
pub(super) struct Ahead<Open> {
    pub(super) number: u32,
    pub(super) scope: Scope,
    thread: JoinHandle<Option<(Open, Inspected)>>,
    connection: mpsc::Sender<Open>,
}

impl<Open: Send + 'static> Ahead<Open> {
    /// Starts a thread that waits for the connection; without a thread nothing is read ahead.
    pub(super) fn begin(number: u32, scope: &Scope, read: fn(&mut Open, &Scope) -> Inspected) -> Option<Self> {
        let (connection, given) = mpsc::channel::<Open>();
        let wanted = scope.clone();
        let work = move || {
            let mut open = given.recv().ok()?;
            let inspected = read(&mut open, &wanted);
            Some((open, inspected))
        };
        let thread = Builder::new().name("inspection".to_owned()).spawn(work).ok()?;
        Some(Self { number, scope: scope.clone(), thread, connection })
    }

    /// Gives the thread its connection; the thread is there, as it waits for nothing else.
    pub(super) fn give(&self, open: Open) {
        let given = self.connection.send(open);
        assert!(given.is_ok(), "the thread waits for its connection");
    }

    /// Waits for the end and returns the connection with what was read.
    pub(super) fn end(self) -> (Open, Inspected) {
        let ended = self.thread.join().unwrap_or_else(|panic| resume_unwind(panic));
        ended.expect("the thread has had its connection")
    }
}

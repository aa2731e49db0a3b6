//! What a command tells while it runs. The engine never prints: whoever embeds it decides.

/// Something worth telling.
#[derive(Clone, Debug, PartialEq)]
pub enum Event<'event> {
    /// Text that belongs to standard output as it is: listings, SQL, what env.py printed through the config.
    Output(&'event str),
    /// A unified view, as `diff -u` writes it, for standard output: it may be coloured.
    Comparison(&'event str),
    /// A message of Alembic's: `Generating … ...  done`; wrapped to the window on a terminal.
    Message(&'event str),
    /// The first half of such a message; the word behind it follows as `Done`.
    Status(&'event str),
    Done(&'event str),
    /// A Python warning: `UserWarning: …`.
    Warning {
        category: &'event str,
        text: &'event str,
    },
    /// The steps of this run are known.
    Planned {
        steps: usize,
    },
    /// A step begins: its number from 1 and Alembic's description.
    Started {
        step: usize,
        description: &'event str,
    },
    /// A statement is sent to the database.
    Statement(&'event str),
    /// Of several statements that were sent, another one runs by now.
    Running(&'event str),
    /// A backup is being written: how many bytes, and of how many where that is known.
    Copying {
        done: u64,
        whole: Option<u64>,
    },
    /// The database has answered.
    Answered,
    /// A step's bookkeeping is done.
    Finished {
        step: usize,
    },
    /// A way out, without an error: it goes to standard error.
    Hint(&'event str),
    /// Something the user should know that Alembic would not say: it goes to standard error.
    Note(&'event str),
}

/// A question of yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question<'question> {
    /// What it is about: `users.name -> users.full_name: same type VARCHAR(50)`.
    pub evidence: &'question str,
    /// `Was users.name renamed to users.full_name?`
    pub text: &'question str,
}

/// Takes the events of a run.
pub trait Reporter {
    fn report(&mut self, event: Event<'_>);

    /// Asks a person, if there is one; `None`: nobody answers.
    fn ask(&mut self, _: Question<'_>) -> Option<bool> {
        None
    }
}

/// Tells nobody.
pub struct Silent;

impl Reporter for Silent {
    fn report(&mut self, _: Event<'_>) {}
}

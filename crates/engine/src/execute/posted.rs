//! Statements that a thread has carried out one after the other, while what comes next is being prepared.
//!
//! Plain scripts and the version rows behind them wait for no answer. The thread has the connection until somebody wants
//! it back. What is posted goes together, in one message where the server takes it, as soon as it is sent off; behind a
//! statement that fails nothing more has an effect.

use std::{
    collections::VecDeque,
    panic::resume_unwind,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
        mpsc::{self, Receiver, RecvTimeoutError, Sender},
    },
    thread::{Builder, JoinHandle},
    time::Duration,
};

use dialect::Statement;
use pyruntime::{Frame, HostError};

/// How many statements may be on their way: enough that the database never waits, few enough that Ctrl-C stops at once.
const MOST: usize = 16;

/// How long nobody wants to know which statement runs.
const PATIENCE: Duration = Duration::from_millis(100);

/// How a connection carries out statements that were posted: it tells the outcome of each as it comes, the first that
/// fails is the last one.
pub(super) type CarryOut<Open> = fn(&mut Open, &[Statement], &mut TellOutcome<'_>);

/// Takes the outcome of a statement.
pub(super) type TellOutcome<'tell> = dyn FnMut(Outcome) + 'tell;

/// What is to be said of a statement on its way.
#[derive(Debug)]
pub(super) struct Awaited {
    pub(super) sql: String,
    /// The line of the version file that it comes from.
    pub(super) frame: Option<Frame>,
    /// It changes one row; else it fails with this sentence, which is given the number.
    pub(super) of_one_row: Option<OneRow>,
}

/// `updating 'a' to 'b' in 'alembic_version'`: what must have met one row.
#[derive(Clone, Debug)]
pub(super) struct OneRow(pub(super) String);

impl OneRow {
    /// Alembic's error where a version row was not met as it should be.
    pub(super) fn check(&self, found: Option<u64>) -> Result<(), HostError> {
        match found {
            Some(count) if count != 1 => Err(HostError::command(format!(
                "Online migration expected to match one row when {}; {count} found",
                self.0
            ))),
            _ => Ok(()),
        }
    }
}

/// The thread, with the connection that it has at present.
pub(super) struct Posted<Open> {
    number: u32,
    jobs: Option<Sender<Job<Open>>>,
    answers: Receiver<Answer<Open>>,
    awaited: VecDeque<Awaited>,
    /// The last of those awaited, which were not sent off yet.
    unsent: Vec<Statement>,
    /// Answers that have come and were not asked for yet.
    come: VecDeque<Outcome>,
    /// How many statements the thread has carried out, and of how many the outcome was asked for.
    carried_out: Arc<AtomicUsize>,
    asked_for: usize,
    has_connection: bool,
    thread: Option<JoinHandle<()>>,
}

enum Job<Open> {
    Take(Open),
    CarryOut(Vec<Statement>),
    GiveBack,
}

enum Answer<Open> {
    /// Of the statements in their order; the last one may have failed.
    CarriedOut(Vec<Outcome>),
    Back(Open),
}

/// The number of rows that a statement changed, or why it failed.
pub(super) type Outcome = Result<Option<u64>, HostError>;

impl<Open: Send + 'static> Posted<Open> {
    /// Starts the thread; `None`: there is none, and nothing is posted.
    pub(super) fn begin(number: u32, carry_out: CarryOut<Open>) -> Option<Self> {
        let (jobs, given) = mpsc::channel();
        let (told, answers) = mpsc::channel();
        let carried_out = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&carried_out);
        let work = move || serve(&given, &told, carry_out, &count);
        let thread = Builder::new().name("statements".to_owned()).spawn(work).ok()?;
        Some(Self {
            number,
            jobs: Some(jobs),
            answers,
            awaited: VecDeque::new(),
            unsent: Vec::new(),
            come: VecDeque::new(),
            carried_out,
            asked_for: 0,
            has_connection: false,
            thread: Some(thread),
        })
    }

    pub(super) fn number(&self) -> u32 {
        self.number
    }

    pub(super) fn has_connection(&self) -> bool {
        self.has_connection
    }

    pub(super) fn give(&mut self, open: Open) {
        self.has_connection = true;
        self.tell(Job::Take(open));
    }

    /// Adds a statement to those that are sent off next.
    pub(super) fn post(&mut self, statement: Statement, awaited: Awaited) {
        self.awaited.push_back(awaited);
        self.unsent.push(statement);
    }

    /// Hands the thread what was posted.
    pub(super) fn send_off(&mut self) {
        if !self.unsent.is_empty() {
            let together = std::mem::take(&mut self.unsent);
            self.tell(Job::CarryOut(together));
        }
    }

    /// Whether an answer is to be waited for before another statement may be posted.
    pub(super) fn is_full(&self) -> bool {
        self.awaited.len() >= MOST
    }

    /// Whether an answer is awaited.
    pub(super) fn is_awaited(&self) -> bool {
        !self.awaited.is_empty()
    }

    /// The statement whose answer comes next.
    pub(super) fn first(&self) -> Option<&str> {
        self.awaited.front().map(|awaited| awaited.sql.as_str())
    }

    /// Waits for the next answer; where that takes long, `show` is given each statement behind it that runs meanwhile.
    /// Behind an error nothing more is awaited: it was not sent.
    pub(super) fn wait(&mut self, mut show: impl FnMut(&str)) -> Result<(), HostError> {
        self.send_off();
        let mut shown = 0;
        let outcome = loop {
            if let Some(outcome) = self.come.pop_front() {
                break outcome;
            }
            match self.answers.recv_timeout(PATIENCE) {
                Ok(Answer::CarriedOut(outcomes)) => self.come.extend(outcomes),
                Ok(Answer::Back(_)) => unreachable!("the connection comes back when it is asked for"),
                Err(RecvTimeoutError::Disconnected) => self.fall(),
                Err(RecvTimeoutError::Timeout) => {
                    let place = self.carried_out.load(Relaxed).saturating_sub(self.asked_for);
                    if let Some(running) = self.awaited.get(place).filter(|_| place != shown) {
                        shown = place;
                        show(&running.sql);
                    }
                }
            }
        };
        self.asked_for += 1;
        let Some(awaited) = self.awaited.pop_front() else { return Ok(()) };
        let checked = outcome.and_then(|found| awaited.of_one_row.map_or(Ok(()), |one| one.check(found)));
        checked.map_err(|error| {
            self.awaited.clear();
            self.unsent.clear();
            match &awaited.frame {
                Some(frame) => error.risen_from(frame),
                None => error,
            }
        })
    }

    /// Takes the connection back.
    pub(super) fn take_back(&mut self) -> Option<Open> {
        if !std::mem::take(&mut self.has_connection) {
            return None;
        }
        self.send_off();
        self.tell(Job::GiveBack);
        loop {
            if let Answer::Back(open) = self.receive() {
                self.awaited.clear();
                self.come.clear();
                self.asked_for = self.carried_out.load(Relaxed);
                return Some(open);
            }
        }
    }

    fn tell(&mut self, job: Job<Open>) {
        let told = self.jobs.as_ref().is_some_and(|jobs| jobs.send(job).is_ok());
        if !told {
            self.fall();
        }
    }

    fn receive(&mut self) -> Answer<Open> {
        match self.answers.recv() {
            Ok(answer) => answer,
            Err(_) => self.fall(),
        }
    }

    /// The thread ends before its channels only by a panic, which goes on here.
    fn fall(&mut self) -> ! {
        match self.thread.take().map(JoinHandle::join) {
            Some(Err(panic)) => resume_unwind(panic),
            _ => unreachable!("the thread serves as long as it is asked"),
        }
    }
}

impl<Open> Drop for Posted<Open> {
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

fn serve<Open>(
    jobs: &Receiver<Job<Open>>,
    answers: &Sender<Answer<Open>>,
    carry_out: CarryOut<Open>,
    count: &AtomicUsize,
) {
    let mut held = None;
    // Waking who waits for them costs as much as a short statement: answers are told together.
    let mut outcomes: Vec<Outcome> = Vec::new();
    let mut has_failed = false;
    loop {
        let job = match jobs.try_recv() {
            Ok(job) => job,
            Err(_) => {
                if !outcomes.is_empty() && answers.send(Answer::CarriedOut(std::mem::take(&mut outcomes))).is_err() {
                    return;
                }
                let Ok(job) = jobs.recv() else { return };
                job
            }
        };
        match (job, &mut held) {
            (Job::Take(open), _) => {
                held = Some(open);
                has_failed = false;
            }
            (Job::CarryOut(together), Some(open)) if !has_failed => {
                carry_out(open, &together, &mut |outcome| {
                    count.fetch_add(1, Relaxed);
                    has_failed = outcome.is_err();
                    outcomes.push(outcome);
                });
            }
            (Job::CarryOut(_), _) => {}
            (Job::GiveBack, held) => {
                outcomes.clear();
                let Some(open) = held.take() else { continue };
                if answers.send(Answer::Back(open)).is_err() {
                    return;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A connection that notes what it was sent, and fails at one text.
    fn note(sent: &mut Vec<String>, statements: &[Statement], tell: &mut TellOutcome<'_>) {
        for Statement { sql, .. } in statements {
            sent.push(sql.clone());
            match sql.as_str() {
                "wrong" => return tell(Err(HostError::command("it is wrong"))),
                "nobody" => tell(Ok(Some(0))),
                _ => tell(Ok(Some(1))),
            }
        }
    }

    fn posted(texts: &[&str]) -> Posted<Vec<String>> {
        let mut posted = Posted::begin(1, note).expect("there is a thread");
        posted.give(Vec::new());
        for (index, text) in texts.iter().enumerate() {
            let frame =
                Frame { file: "a.py".into(), line: u32::try_from(index).expect("few"), function: "upgrade".into() };
            let of_one_row = Some(OneRow("updating".into()));
            let statement = Statement { sql: (*text).to_owned(), ..Statement::default() };
            posted.post(statement, Awaited { sql: (*text).to_owned(), frame: Some(frame), of_one_row });
        }
        posted
    }

    #[test]
    fn statements_are_sent_in_order_and_the_connection_comes_back() {
        let mut posted = posted(&["a", "b", "c"]);
        while posted.is_awaited() {
            posted.wait(|_| ()).expect("each succeeds");
        }
        assert_eq!(posted.take_back(), Some(vec!["a".to_owned(), "b".into(), "c".into()]));
        assert_eq!(posted.take_back(), None);
    }

    #[test]
    fn what_was_posted_is_sent_off_together() {
        fn note(sent: &mut Vec<usize>, statements: &[Statement], tell: &mut TellOutcome<'_>) {
            sent.push(statements.len());
            statements.iter().for_each(|_| tell(Ok(None)));
        }
        let awaited = || Awaited { sql: String::new(), frame: None, of_one_row: None };
        let mut posted = Posted::begin(1, note).expect("there is a thread");
        posted.give(Vec::new());
        for together in [3, 2] {
            (0..together).for_each(|_| posted.post(Statement::default(), awaited()));
            posted.send_off();
        }
        posted.post(Statement::default(), awaited());
        assert_eq!(posted.take_back(), Some(vec![3, 2, 1]));
    }

    #[test]
    fn behind_one_that_fails_nothing_is_sent() {
        let mut posted = posted(&["a", "wrong", "c"]);
        posted.wait(|_| ()).expect("the first succeeds");
        let error = posted.wait(|_| ()).expect_err("the second fails");
        assert_eq!((error.message.as_str(), error.details["frame"]["line"].as_u64()), ("it is wrong", Some(1)));
        assert!(!posted.is_awaited());
        assert_eq!(posted.take_back(), Some(vec!["a".to_owned(), "wrong".into()]));
    }

    #[test]
    fn a_row_that_was_not_met_is_an_error() {
        let mut posted = posted(&["nobody"]);
        let error = posted.wait(|_| ()).expect_err("no row was met");
        assert_eq!(error.message, "Online migration expected to match one row when updating; 0 found");
    }
}

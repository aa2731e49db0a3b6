//! A law: wherever a run is broken off, the next one with `--resume` ends where an undisturbed run ends.
//!
//! Every event of a run (a statement is sent, a statement is answered, a step begins or ends) is a boundary. At each of
//! them a run is killed, terminated, loses its connection or finds its disk full, while another one waits for its turn;
//! then that one goes on, and schema, rows and version must be those of a run that nobody disturbed. Nobody writes while
//! somebody else does: the scripts themselves look. It happens to this test, called once more.

mod competitor;
mod faults;
mod plan;

use competitor::{Competitor, Meeting};
use faults::{Fault, Stopped, TOO_MANY_BLOCKS};
use plan::{Subject, on_postgresql, on_sqlite};

/// With `CRASH_EVERYWHERE=1` every fault happens at every event; else one after the other, each at every n-th event.
const EVERYWHERE: &str = "CRASH_EVERYWHERE";

/// What came of a fault at all its events.
#[derive(Default)]
struct Sum {
    /// Faults that the run noticed.
    injected: usize,
    /// Runs that found the lock taken, and waited.
    waited: usize,
    /// Runs that needed `--resume`.
    resumed: usize,
}

/// Breaks a run off by each fault at each `step`-th event, or at every one; `enough` faults must be noticed.
fn check_everywhere(subject: &Subject, faults: &[Fault], step: usize, enough: Pair, test: &str) {
    subject.reset();
    let events = faults::events(subject, test);
    let wanted = subject.content();
    let is_everywhere = std::env::var(EVERYWHERE).is_ok_and(|value| value == "1");
    let (step, enough) = if is_everywhere { (1, enough.everywhere) } else { (step, enough.by_turns) };
    let mut all = Sum::default();
    for (turn, fault) in faults.iter().enumerate() {
        let mut sum = Sum::default();
        for event in (1..=events).filter(|event| event % step == turn % step) {
            check_at(event, *fault, subject, &wanted, test, &mut sum);
        }
        let Sum { injected, waited, resumed } = sum;
        eprintln!(
            "{}, {fault:?}: {injected} faults at {events} events, {waited} runs waited, {resumed} were resumed",
            subject.name()
        );
        all.injected += injected;
        all.waited += waited;
        all.resumed += resumed;
    }
    assert!(all.injected >= enough, "only {} faults", all.injected);
    assert!(all.resumed > all.injected / 10, "only {} of {} runs had to be resumed", all.resumed, all.injected);
    assert!(all.waited > all.injected / 2, "only {} of {} runs had to wait", all.waited, all.injected);
}

/// How many faults must be noticed.
struct Pair {
    by_turns: usize,
    everywhere: usize,
}

fn check_at(event: usize, fault: Fault, subject: &Subject, wanted: &[String], test: &str, sum: &mut Sum) {
    let place = format!("{fault:?} at event {event}");
    subject.reset();
    let stopped = Stopped::at(event, fault, subject, test);
    let mut competitor = Competitor::start(subject);
    if competitor.meets() == Meeting::Waits {
        sum.waited += 1;
        let said = competitor.said();
        assert!(!said.contains("Running upgrade"), "{place}: it works although it waits\n{said}");
    }
    sum.injected += usize::from(stopped.goes_on());
    let next = competitor.end();
    subject.settle();
    if next.exit_code != 0 {
        assert!(next.stderr.contains("is unfinished"), "{place}: {}", next.everything());
        assert_eq!(next.exit_code, 255, "{place}");
        sum.resumed += 1;
        let end = subject.project.run("upgrade head --resume");
        assert_eq!(end.exit_code, 0, "{place}: {}\n{}", end.everything(), next.stderr);
    }
    assert_eq!(subject.content(), wanted, "{place}");
    let mut writers = subject.writers();
    let times = writers.len();
    writers.dedup();
    let in_turn = writers.len();
    writers.sort();
    writers.dedup();
    assert_eq!(writers.len(), in_turn, "{place}: of {times} times, some wrote while others did");
}

#[test]
fn a_run_on_sqlite_goes_on_wherever_it_was_broken_off() {
    if faults::happens_here() {
        return;
    }
    let test = "a_run_on_sqlite_goes_on_wherever_it_was_broken_off";
    let enough = Pair { by_turns: 60, everywhere: 700 };
    check_everywhere(&on_sqlite(), &[Fault::Kill, Fault::Terminate, Fault::FullDisk], 13, enough, test);
}

#[test]
fn a_run_on_postgresql_goes_on_wherever_it_was_broken_off() {
    if faults::happens_here() {
        return;
    }
    let Some(subject) = on_postgresql(2) else { return };
    let test = "a_run_on_postgresql_goes_on_wherever_it_was_broken_off";
    let enough = Pair { by_turns: 60, everywhere: 700 };
    check_everywhere(&subject, &[Fault::Kill, Fault::Terminate, Fault::LostConnection], 13, enough, test);
}

#[test]
fn a_run_whose_server_finds_its_disk_full_goes_on_wherever_it_was_broken_off() {
    if faults::happens_here() {
        return;
    }
    let Some(subject) = on_postgresql(TOO_MANY_BLOCKS) else { return };
    let test = "a_run_whose_server_finds_its_disk_full_goes_on_wherever_it_was_broken_off";
    check_everywhere(&subject, &[Fault::FullDisk], 13, Pair { by_turns: 15, everywhere: 150 }, test);
}

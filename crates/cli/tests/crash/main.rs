//! A law: wherever a run is broken off, the next one with `--resume` ends where an undisturbed run ends.
//!
//! Every event of a run (a statement is sent, a statement is answered, a step begins or ends) is a boundary. At each of
//! them a run is killed, interrupted, loses its connection or finds its disk full; then another one goes on, and schema,
//! rows and version must be those of a run that nobody disturbed. It happens to this test, called once more.

mod faults;
mod plan;

use faults::Fault;
use plan::{Subject, on_postgresql, on_sqlite};

/// How many faults a test here injects, at least.
const ENOUGH: usize = 25;

/// With `CRASH_EVERYWHERE=1` every fault happens at every event; else one after the other, each at every third event.
const EVERYWHERE: &str = "CRASH_EVERYWHERE";

/// Breaks a run off at every event, and counts how often.
fn check_everywhere(subject: &Subject, faults: &[Fault], test: &str) {
    subject.reset();
    let events = faults::events(subject, test);
    let wanted = subject.content();
    let (mut injected, mut resumed) = (0, 0);
    let is_everywhere = std::env::var(EVERYWHERE).is_ok_and(|value| value == "1");
    for (turn, fault) in faults.iter().enumerate() {
        for event in (1..=events).filter(|event| is_everywhere || event % faults.len() == turn) {
            subject.reset();
            injected += usize::from(faults::happens(*fault, subject, event, test));
            subject.settle();
            let place = format!("{fault:?} at event {event} of {events}");
            let plain = subject.project.run("upgrade head");
            if plain.exit_code != 0 {
                assert!(plain.stderr.contains("is unfinished"), "{place}: {}", plain.everything());
                assert_eq!(plain.exit_code, 255, "{place}");
                resumed += 1;
                let end = subject.project.run("upgrade head --resume");
                assert_eq!(end.exit_code, 0, "{place}: {}\n{}", end.everything(), plain.stderr);
            }
            assert_eq!(subject.content(), wanted, "{place}");
        }
    }
    eprintln!("{injected} faults at {events} events, {resumed} runs were resumed");
    assert!(injected >= ENOUGH, "only {injected} faults");
    assert!(resumed > injected / 10, "only {resumed} of {injected} runs had to be resumed");
}

#[test]
fn a_run_on_sqlite_goes_on_wherever_it_was_broken_off() {
    if faults::happens_here() {
        return;
    }
    let test = "a_run_on_sqlite_goes_on_wherever_it_was_broken_off";
    check_everywhere(&on_sqlite(), &[Fault::Kill, Fault::Interrupt, Fault::FullDisk], test);
}

#[test]
fn a_run_on_postgresql_goes_on_wherever_it_was_broken_off() {
    if faults::happens_here() {
        return;
    }
    let Some(subject) = on_postgresql() else { return };
    let test = "a_run_on_postgresql_goes_on_wherever_it_was_broken_off";
    check_everywhere(&subject, &[Fault::Kill, Fault::Interrupt, Fault::LostConnection], test);
}

//! A law: wherever a run is broken off, the next one with `--resume` ends where an undisturbed run ends.
//!
//! Every event of a run (a statement is sent, a statement is answered, a step begins or ends) is a boundary. At each of
//! them a run is killed, interrupted, loses its connection or finds its disk full; then another one goes on, and schema,
//! rows and version must be those of a run that nobody disturbed. What happens to a whole process happens to this test,
//! called once more; the other faults happen to the library in this one.

mod faults;
mod plan;

use limbeck::{ErrorKind, Interrupt, Resume};

use faults::{Counting, Fault, upgrade};
use plan::{Subject, on_postgresql, on_sqlite};

/// How many faults all tests here inject, at least.
const ENOUGH_ON_EACH: usize = 250;

/// Breaks a run off at every event in every way, and counts how often.
fn check_everywhere(subject: &Subject, faults: &[Fault], test: &str) {
    subject.reset();
    let mut counting = Counting::default();
    upgrade(subject, Resume::No, &Interrupt::default(), &mut counting).expect("an undisturbed run succeeds");
    let (wanted, events) = (subject.content(), counting.events);
    let (mut injected, mut resumed) = (0, 0);
    for fault in faults {
        for event in 1..=events {
            subject.reset();
            injected += usize::from(fault.happens_at(subject, event, test));
            subject.settle();
            let mut after = Counting::default();
            let place = format!("{fault:?} at event {event} of {events}");
            let plain = upgrade(subject, Resume::No, &Interrupt::default(), &mut after);
            if let Err(error) = plain {
                assert!(error.message.contains("is unfinished"), "{place}: {error:?}");
                assert_eq!(error.kind, ErrorKind::Command, "{place}");
                resumed += 1;
                let end = upgrade(subject, Resume::Judged, &Interrupt::default(), &mut after);
                assert!(end.is_ok(), "{place}: {end:?}\n{}", error.message);
            }
            assert_eq!(subject.content(), wanted, "{place}");
        }
    }
    eprintln!("{injected} faults at {events} events, {resumed} runs were resumed");
    assert!(injected >= ENOUGH_ON_EACH, "only {injected} faults");
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

//! Ctrl-C and SIGTERM: the first asks the run to roll back and stop, the second stops at once.

use limbeck::Interrupt;
use signal_hook::{consts::TERM_SIGNALS, iterator::Signals};

use crate::output::write_stderr;

/// Exit code of a process that a person stopped, as shells count it.
const INTERRUPTED: i32 = 130;

/// Begins to listen; without the means to listen the operating system's default stays.
pub(crate) fn listen(interrupt: &Interrupt) {
    let Ok(mut signals) = Signals::new(TERM_SIGNALS) else { return };
    let interrupt = interrupt.clone();
    std::thread::spawn(move || {
        for _ in signals.forever() {
            if interrupt.is_requested() {
                write_stderr("stopped at once; the database rolls back what was open\n");
                std::process::exit(INTERRUPTED);
            }
            write_stderr("stopping: rolling back … (again to stop at once)\n");
            interrupt.request();
        }
    });
}

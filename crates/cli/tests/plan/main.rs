//! `plan`, `--dry-run`, `rehearse` and `test`: what is going to happen is said before it happens, and nothing remains.

mod dry_run;
mod forecast;
mod page;
mod planned;
mod rehearsal;
mod subject;
mod whole_history;

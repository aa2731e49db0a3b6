//! Python source to bytecode: directly, from a cache, or ahead of time on another thread.

use std::{
    collections::{BTreeMap, HashMap},
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Condvar, Mutex},
};

use ruff_python_ast as ast;
use rustpython_vm::{
    bytecode::CodeObject,
    compiler::{CompileOpts, Mode},
};

use crate::{
    Noted, Readings, plain,
    readings::{self, MOST, NewReading},
    repeatable::is_repeatable,
    unread,
};

/// Compiles a module. `None`: there is an error in it, which the interpreter's own compiler words.
///
/// RustPython's `compile` scans the text of valid sources for likely mistakes and refuses some valid ones
/// (`facts/embedded-python.md`, section 5, number 3), hence the direct way.
pub(crate) fn compile_module(source: &str, path: &str) -> Option<CodeObject> {
    generate(parse(source)?, source, path)
}

/// Compiles a version file, or finds what it asked for in an earlier run; tells also whether it is plain.
fn compile_script(source: String, path: &str, readings: Option<&Readings>) -> Compiled {
    if let Some(kept) = readings.and_then(|readings| readings.find(&source, path)) {
        return Compiled { source, kept: Some(kept), ..Compiled::default() };
    }
    let Some(syntax) = parse(&source) else { return Compiled { source, ..Compiled::default() } };
    let is_plain = plain::is_plain(&syntax);
    let is_repeatable = is_plain && readings.is_some() && is_repeatable(&syntax);
    let code = generate(syntax, &source, path).map(Box::new);
    let is_plain = is_plain && code.is_some();
    Compiled { is_plain, is_repeatable: is_plain && is_repeatable, code, source, kept: None }
}

pub(crate) fn parse(source: &str) -> Option<ast::Mod> {
    let options = ruff_python_parser::ParseOptions::from(ruff_python_parser::Mode::Module);
    ruff_python_parser::parse(source, options).ok().map(ruff_python_parser::Parsed::into_syntax)
}

fn generate(mut syntax: ast::Mod, source: &str, path: &str) -> Option<CodeObject> {
    unread::mark(&mut syntax);
    let file = ruff_source_file::SourceFileBuilder::new(path, source).finish();
    rustpython_codegen::compile::compile_top(syntax, file, Mode::Exec, CompileOpts::default()).ok()
}

/// Returns the first of `files` that is no Python; what cannot be read is left to whoever runs it.
///
/// Nothing is compiled: reading the syntax alone takes some hundredths of a millisecond a file.
pub fn first_broken(files: &[PathBuf]) -> Option<&PathBuf> {
    let is_broken = |file: &&PathBuf| fs::read_to_string(file).is_ok_and(|source| parse(&source).is_none());
    let (first_half, second_half) = files.split_at(files.len() / 2);
    std::thread::scope(|scope| {
        let second =
            std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || second_half.iter().find(is_broken));
        let first =
            std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || first_half.iter().find(is_broken));
        let found = |thread: std::io::Result<std::thread::ScopedJoinHandle<'_, _>>| thread.ok()?.join().ok()?;
        let (first, second) = (found(first), found(second));
        first.or(second)
    })
}

/// Deeply nested source needs more than the two megabytes a thread gets; untouched pages cost nothing.
pub(crate) const STACK: usize = 64 * 1024 * 1024;

/// How many files may lie compiled and waiting, ahead of the one asked for: enough to keep the interpreter busy, few
/// enough to cost no memory.
const LEAD: usize = 24;

/// Version files that another thread compiles while the database works.
#[derive(Clone, Default)]
pub struct CompileAhead {
    shared: Arc<(Mutex<Queue>, Condvar)>,
}

#[derive(Default)]
struct Queue {
    /// The run of files that is compiled now; a newer run ends the thread of an older one.
    run: usize,
    place: HashMap<PathBuf, usize>,
    /// Compiled files by their place.
    ready: BTreeMap<usize, Compiled>,
    /// The place of the first file that may still be asked for.
    wanted: usize,
    /// The furthest place that was asked for: the thread stays a little ahead of it.
    furthest: usize,
    readings: Option<Arc<Readings>>,
    /// The digests of repeatable files that were given out, until what they ask for is known.
    repeatable: HashMap<PathBuf, String>,
    /// What is to be kept of this run, and its size.
    new_readings: (Vec<NewReading>, usize),
}

#[derive(Default)]
struct Compiled {
    /// What was compiled.
    source: String,
    /// `None`: it is for the interpreter to say what is wrong.
    code: Option<Box<CodeObject>>,
    /// Whether the file may be read ahead (`plain.rs`).
    is_plain: bool,
    /// Whether what it asks for may be kept (`repeatable.rs`).
    is_repeatable: bool,
    /// What it asked for in an earlier run: nothing is compiled then.
    kept: Option<Vec<Noted>>,
}

const UNPOISONED: &str = "no thread panics while it holds the lock";

impl CompileAhead {
    /// Starts to compile `files`, in that order, on a thread of its own; what is found in `readings` is not compiled.
    pub fn start(&self, files: Vec<PathBuf>, readings: Option<Readings>) {
        let readings = readings.map(Arc::new);
        let run = {
            let mut queue = self.shared.0.lock().expect(UNPOISONED);
            queue.run += 1;
            queue.place = files.iter().cloned().enumerate().map(|(place, file)| (file, place)).collect();
            queue.ready.clear();
            (queue.wanted, queue.furthest) = (0, 0);
            queue.readings.clone_from(&readings);
            queue.repeatable.clear();
            queue.new_readings = (Vec::new(), readings.as_ref().map_or(0, |readings| readings.size()));
            self.shared.1.notify_all();
            queue.run
        };
        let shared = Arc::clone(&self.shared);
        let work = move || compile_in_order(&shared, run, &files, readings.as_deref());
        if std::thread::Builder::new().name("compile-ahead".into()).stack_size(STACK).spawn(work).is_err() {
            self.shared.0.lock().expect(UNPOISONED).place.clear();
        }
    }

    /// Takes the code of `file`, waiting for it if it is on its way, and whether the file is plain; `None`: compile it
    /// yourself.
    pub(crate) fn take(&self, file: &Path, source: &str) -> Option<(CodeObject, bool)> {
        let mut queue = self.shared.0.lock().expect(UNPOISONED);
        let place = queue.place.remove(file)?;
        if place < queue.wanted {
            return None;
        }
        queue.wanted = place;
        queue.furthest = queue.furthest.max(place);
        // What comes before was not asked for and will not be.
        queue.ready = queue.ready.split_off(&place);
        self.shared.1.notify_all();
        loop {
            if let Some(compiled) = queue.ready.remove(&place) {
                if compiled.source != source {
                    return None;
                }
                if compiled.is_repeatable {
                    queue.repeatable.insert(file.to_owned(), readings::digest(&compiled.source));
                }
                return compiled.code.map(|code| (*code, compiled.is_plain));
            }
            queue = self.shared.1.wait(queue).expect(UNPOISONED);
        }
    }

    /// Whether `file` is plain and on its way here, waiting for it; `take` gives its code.
    pub(crate) fn is_plain(&self, file: &Path) -> bool {
        let look = |compiled: &mut Compiled| {
            if compiled.kept.take().is_some() {
                // What it asked for in an earlier run counts no more.
                *compiled = compile_script(std::mem::take(&mut compiled.source), &file.to_string_lossy(), None);
            }
            compiled.is_plain
        };
        self.look_at(file, look).unwrap_or(false)
    }

    /// What `file` asked for in an earlier run, waiting until that is known. It may be asked again: a script that runs in
    /// its turn has what was read ahead forgotten.
    pub fn kept(&self, file: &Path) -> Option<Vec<Noted>> {
        self.look_at(file, |compiled| compiled.kept.clone()).flatten()
    }

    /// Notes what `file` asked for, as the messages that said so, if it asks for the same at each run.
    pub fn keep(&self, file: &Path, messages: Vec<u8>) {
        let mut queue = self.shared.0.lock().expect(UNPOISONED);
        let Some(digest) = queue.repeatable.remove(file) else { return };
        let (new, size) = &mut queue.new_readings;
        if *size + messages.len() <= MOST {
            *size += messages.len();
            new.push(NewReading { path: file.to_string_lossy().into_owned(), digest, messages });
        }
    }

    /// Keeps what was noted for later runs.
    pub fn write_readings(&self) {
        let (readings, new) = {
            let mut queue = self.shared.0.lock().expect(UNPOISONED);
            (queue.readings.clone(), std::mem::take(&mut queue.new_readings.0))
        };
        if let Some(readings) = readings.filter(|_| !new.is_empty()) {
            readings.write(&new);
        }
    }

    /// Looks at a file that is on its way here, waiting for it.
    fn look_at<Answer>(&self, file: &Path, look: impl FnOnce(&mut Compiled) -> Answer) -> Option<Answer> {
        let mut queue = self.shared.0.lock().expect(UNPOISONED);
        let place = queue.place.get(file).copied().filter(|place| *place >= queue.wanted)?;
        // Those before it may still be asked for.
        queue.wanted = queue.wanted.max(place.saturating_sub(LEAD));
        queue.furthest = queue.furthest.max(place);
        let wanted = queue.wanted;
        queue.ready = queue.ready.split_off(&wanted);
        self.shared.1.notify_all();
        loop {
            if let Some(compiled) = queue.ready.get_mut(&place) {
                return Some(look(compiled));
            }
            queue = self.shared.1.wait(queue).expect(UNPOISONED);
        }
    }
}

fn compile_in_order(shared: &(Mutex<Queue>, Condvar), run: usize, files: &[PathBuf], readings: Option<&Readings>) {
    for (place, file) in files.iter().enumerate() {
        {
            let mut queue = shared.0.lock().expect(UNPOISONED);
            while queue.run == run && place > queue.furthest + LEAD {
                queue = shared.1.wait(queue).expect(UNPOISONED);
            }
            if queue.run != run {
                return;
            }
            if place < queue.wanted {
                continue;
            }
        }
        let compiled = match fs::read_to_string(file) {
            Ok(source) => compile_script(source, &file.to_string_lossy(), readings),
            Err(_) => Compiled::default(),
        };
        let mut queue = shared.0.lock().expect(UNPOISONED);
        if queue.run == run {
            queue.ready.insert(place, compiled);
            shared.1.notify_all();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_with_the_word_for_behind_the_last_keyword_compiles() {
        assert!(compile_module("f(x=False  # needed for old rows\n)\n", "a.py").is_some());
    }

    #[test]
    fn code_compiled_ahead_is_taken_once_and_only_for_the_same_source() {
        let file = std::env::temp_dir().join(format!("limbeck-ahead-{}.py", std::process::id()));
        fs::write(&file, "x = 1\n").unwrap();
        let ahead = CompileAhead::default();
        ahead.start(vec![file.clone()], None);
        assert!(ahead.take(&file, "x = 1\n").is_some());
        assert!(ahead.take(&file, "x = 1\n").is_none());
        ahead.start(vec![file.clone()], None);
        assert!(ahead.take(&file, "x = 2\n").is_none());
        fs::remove_file(file).unwrap();
    }

    /// So many files in a folder of their own.
    fn written(name: &str, count: usize) -> (PathBuf, Vec<PathBuf>) {
        let folder = std::env::temp_dir().join(format!("limbeck-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let files: Vec<PathBuf> = (0..count).map(|number| folder.join(format!("{number}.py"))).collect();
        files.iter().for_each(|file| fs::write(file, "x = 1\n").unwrap());
        (folder, files)
    }

    #[test]
    fn files_behind_the_furthest_that_was_looked_at_are_compiled_unasked() {
        let (folder, files) = written("unasked", LEAD * 3);
        let ahead = CompileAhead::default();
        ahead.start(files.clone(), None);
        ahead.is_plain(&files[LEAD + 1]);
        let unasked = |queue: &mut Queue| !queue.ready.contains_key(&(2 * LEAD + 1));
        let (queue, condition) = &*ahead.shared;
        let patience = std::time::Duration::from_secs(30);
        let (queue, waited) = condition.wait_timeout_while(queue.lock().unwrap(), patience, unasked).unwrap();
        assert!(!waited.timed_out(), "the thread waits until each file is asked for");
        assert!(!queue.ready.contains_key(&(2 * LEAD + 2)));
        drop(queue);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn files_far_behind_the_lead_are_compiled_when_they_are_asked_for() {
        let (folder, files) = written("lead", LEAD * 4);
        let ahead = CompileAhead::default();
        ahead.start(files.clone(), None);
        assert!(ahead.take(&files[LEAD * 3], "x = 1\n").is_some());
        assert!(ahead.take(&files[LEAD * 4 - 1], "x = 1\n").is_some());
        assert!(ahead.take(&files[1], "x = 1\n").is_none(), "going back does not wait for what was passed by");
        fs::remove_dir_all(folder).unwrap();
    }
}

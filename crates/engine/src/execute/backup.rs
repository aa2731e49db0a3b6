//! The backup before the first write: named, written beside its name, read back, and only then given its name.

use std::{
    cell::RefCell,
    collections::BTreeSet,
    fs::{self, File, OpenOptions},
    io,
    ops::ControlFlow,
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
    rc::Rc,
    time::Instant,
};

use dialect::backup::{BackupError, Backups, Copying, Source, shell_word};
use pyruntime::HostError;
use revisions::Heads;
use serde_json::{Value as Json, json};

use crate::{
    Error,
    execute::{Part, Run, raise::interrupted, run::Ending},
    plan::shown_bytes,
    report::Event,
};

/// What is done so that nothing is lost.
#[derive(Clone, Debug, Default)]
pub(crate) struct Safeguards {
    /// The folder of the backups.
    pub(crate) backup: Option<PathBuf>,
    /// The `pg_dump` that was asked for.
    pub(crate) pg_dump: Option<PathBuf>,
    /// Whether what steps drop goes into the trash.
    pub(crate) keeps_dropped: bool,
    /// What has been done, for the command that the run is a part of.
    pub(crate) trail: Rc<Trail>,
}

/// What a command has left behind. A run that begins again in the other Python goes on with it.
#[derive(Debug, Default)]
pub(crate) struct Trail {
    backups: RefCell<Vec<WrittenBackup>>,
    /// How far a run came that failed.
    pub(crate) ending: RefCell<Ending>,
    /// When each part of the run began.
    pub(crate) parts: RefCell<Vec<(Part, Instant)>>,
    /// What `lint` has found in the steps, a line each.
    pub(crate) findings: RefCell<Vec<String>>,
    /// What was moved into the trash, of which database, as which number; some of it may have been rolled back.
    pub(crate) kept: RefCell<BTreeSet<(String, i64)>>,
}

#[derive(Clone, Debug)]
struct WrittenBackup {
    of: dialect::Url,
    file: String,
    bytes: u64,
    way_back: String,
}

impl Trail {
    /// The shell commands that bring the backups back.
    pub(crate) fn ways_back(&self) -> Vec<String> {
        self.backups.borrow().iter().map(|backup| backup.way_back.clone()).collect()
    }

    /// The files, for programs.
    pub(crate) fn written(&self) -> Vec<Json> {
        let shown =
            |backup: &WrittenBackup| json!({"file": backup.file, "bytes": backup.bytes, "way_back": backup.way_back});
        self.backups.borrow().iter().map(shown).collect()
    }

    /// A part of the run begins.
    pub(crate) fn enter(&self, part: Part) {
        self.parts.borrow_mut().push((part, Instant::now()));
    }

    /// Adds the ways back to the error of a run that has left something behind.
    pub(crate) fn told(&self, mut error: Error) -> Error {
        let ways_back = self.ways_back();
        if let (Some(aftermath), true) = (&mut error.aftermath, self.ending.borrow().has_left_something())
            && !ways_back.is_empty()
        {
            aftermath.push_str(&format!("; the way back: {}", ways_back.join(", and ")));
        }
        error
    }
}

impl Run<'_> {
    /// Writes a backup of the database that is about to be changed, once for each connection.
    pub(super) fn back_up(&mut self, heads: &Heads) -> Result<(), HostError> {
        let Some(folder) = self.settings.safeguards.backup.clone() else { return Ok(()) };
        let context = self.context()?;
        let (dialect, connection) = (context.dialect, context.connection);
        let Some(number) = connection.filter(|_| !context.as_sql) else { return Ok(()) };
        let Some(backups) = dialect.backups() else {
            let text = format!("there is no backup of {} databases yet", dialect.facts().name);
            return Err(HostError::command(text).with_hint(Some("`--no-backup` goes without".into())));
        };
        let trail = Rc::clone(&self.settings.safeguards.trail);
        let has_begun = self.ending.planned > 0;
        let interrupt = self.connections.interrupt().clone();
        let program = self.settings.safeguards.pg_dump.clone();
        let direct = self.project.direct_url().map_err(Error::into_host_error)?;
        let open = self.connections.get(number)?;
        let url = open.way.address.clone();
        if trail.backups.borrow().iter().any(|backup| backup.of == url) {
            return Ok(());
        }
        self.ending.part = Part::Backup;
        trail.enter(Part::Backup);
        let way = open.way_to_server(direct.as_ref())?;
        let source = Source {
            connection: open.connection.as_mut(),
            url: &way.address,
            connect_args: &way.connect_args,
            program: program.as_deref(),
        };
        let reporter = &mut *self.reporter;
        let mut watch = |copying: Copying| {
            reporter.report(Event::Copying { done: copying.done, whole: copying.whole });
            if interrupt.is_requested() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let written = write(backups, source, &folder, heads, &mut watch);
        reporter.report(Event::Answered);
        let (file, size, way_back) = written.map_err(|error| refused(error, &folder, has_begun))?;
        let shown = self.project.shown(&file);
        reporter.report(Event::Note(&format!("backup: {shown} ({}, read back)", shown_bytes(size))));
        reporter.report(Event::Note(&format!("the way back, with the application stopped: {way_back}")));
        trail.backups.borrow_mut().push(WrittenBackup { of: url, file: shown, bytes: size, way_back });
        Ok(())
    }
}

/// Returns the file, its size in bytes, and the way back.
fn write(
    backups: &dyn Backups,
    mut source: Source<'_>,
    folder: &Path,
    heads: &Heads,
    watch: &mut dyn FnMut(Copying) -> ControlFlow<()>,
) -> Result<(PathBuf, u64, String), BackupError> {
    make_folder(folder)?;
    let database = backups.database_name(&mut source)?;
    let name = free_name(folder, &name(&database, heads), backups.extension());
    let partial = Partial::begin(folder, &name)?;
    backups.write(&mut source, &partial.file, watch)?;
    let size = settle(&partial.file).map_err(|error| of_file(&partial.file, &error))?;
    let file = folder.join(name);
    let way_back = backups.way_back(&mut source, &std::path::absolute(&file).unwrap_or_else(|_| file.clone()))?;
    fs::rename(&partial.file, &file).map_err(|error| of_file(&file, &error))?;
    // The name itself is on the disk once its folder is.
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(|error| of_file(folder, &error))?;
    Ok((file, size, way_back))
}

/// The last folder of the path is made; one above it that is missing is more likely a disk that is not mounted.
fn make_folder(folder: &Path) -> Result<(), BackupError> {
    match fs::DirBuilder::new().mode(0o700).create(folder) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => Ok(()),
        Err(error) if folder.exists() => Err(BackupError::with_way_out(
            format!("{} is no folder: {error}", folder.display()),
            "name a folder: `--backup DIR`",
        )),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let above = folder.parent().unwrap_or(folder).display();
            Err(BackupError::with_way_out(
                format!("{}: there is no folder {above}", folder.display()),
                format!("mount the disk that it is on, or make it: `mkdir -p {}`", shell_word(&above.to_string())),
            ))
        }
        Err(error) => Err(of_file(folder, &error)),
    }
}

/// A file that vanishes unless it is given its name. Nobody else may read it: it holds all the data.
struct Partial {
    file: PathBuf,
}

impl Partial {
    fn begin(folder: &Path, name: &str) -> Result<Self, BackupError> {
        let file = folder.join(format!(".{name}.{}.partial", std::process::id()));
        let opened = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&file);
        opened.map_err(|error| of_file(folder, &error))?;
        Ok(Self { file })
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        // Once it has its name there is nothing here to remove.
        drop(fs::remove_file(&self.file));
        // SQLite keeps this beside a copy that was broken off.
        drop(fs::remove_file(self.file.with_extension("partial-journal")));
    }
}

fn settle(file: &Path) -> io::Result<u64> {
    let file = File::open(file)?;
    file.sync_all()?;
    Ok(file.metadata()?.len())
}

/// `app-ae1027a6acf-20261127T093000Z`
fn name(database: &str, heads: &Heads) -> String {
    const LONGEST: usize = 80;
    let heads: Vec<&str> = heads.iter().map(revisions::RevisionId::as_str).collect();
    let revision = if heads.is_empty() { "base".to_owned() } else { heads.join("+") };
    let plain = |text: &str| -> String {
        let is_plain = |character: char| character.is_alphanumeric() || "_-+.".contains(character);
        let replaced = text.chars().map(|character| if is_plain(character) { character } else { '_' });
        replaced.take(LONGEST).collect::<String>().trim_start_matches('.').to_owned()
    };
    let now = jiff::Timestamp::now().strftime("%Y%m%dT%H%M%SZ");
    format!("{}-{}-{now}", plain(database), plain(&revision))
}

fn free_name(folder: &Path, name: &str, extension: &str) -> String {
    let names = std::iter::once(format!("{name}.{extension}"))
        .chain((2..).map(|number| format!("{name}-{number}.{extension}")));
    names.into_iter().find(|name| !folder.join(name).exists()).expect("numbers do not end")
}

fn of_file(path: &Path, error: &io::Error) -> BackupError {
    BackupError::failed(format!("{}: {error}", path.display()))
}

fn refused(error: BackupError, folder: &Path, has_begun: bool) -> HostError {
    match error {
        BackupError::Stopped => interrupted(),
        BackupError::Failed { message, hint } => {
            let nothing = if has_begun { "nothing more" } else { "nothing" };
            let text = format!("no backup could be written, so {nothing} was begun: {message}");
            let folder = folder.display();
            let hint = hint.unwrap_or_else(|| {
                format!(
                    "`--backup DIR` names another folder, with room and the right to write; {folder} holds nothing new"
                )
            });
            HostError::command(text).with_hint(Some(hint))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_plain_file_name() {
        let heads: Heads = ["a1".to_owned(), "b2".to_owned()].into_iter().collect();
        assert!(name("../my app", &heads).starts_with("_my_app-a1+b2-20"));
        assert!(name("app", &Heads::default()).starts_with("app-base-"));
    }

    #[test]
    fn a_second_backup_of_the_same_second_gets_another_name() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.dump"), "").unwrap();
        assert_eq!(free_name(folder.path(), "a", "dump"), "a-2.dump");
    }
}

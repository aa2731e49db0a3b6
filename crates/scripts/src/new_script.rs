//! Writes a new script: where it goes, what its template gets, and the file itself.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::create_date::CreateDate;
use crate::directory::ScriptDirectory;
use crate::event::{Event, Report, step};
use crate::header::Header;
use crate::path::{absolute, tidy};
use crate::template::Value;

/// What a new script says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewScript {
    pub revision: String,
    /// The first line; none is `empty message`.
    pub message: Option<String>,
    pub down_revision: Vec<String>,
    pub branch_labels: Vec<String>,
    pub depends_on: Vec<String>,
    pub create_date: CreateDate,
}

/// Why a new script cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NewScriptError {
    #[error("Multiple version locations present, please specify --version-path")]
    SeveralLocations,
    #[error("Path {} is not represented in current version locations", .0.display())]
    NotALocation(PathBuf),
    #[error("File {} already exists", .0.display())]
    Exists(PathBuf),
    #[error("Can't write {}: {reason}", path.display())]
    NotWritable { path: PathBuf, reason: String },
    #[error("unknown encoding: {0}")]
    UnknownEncoding(String),
    #[error("'{encoding}' codec can't encode character {} in position {position}", pysource::text(&character.to_string()))]
    NotEncodable { encoding: String, character: char, position: usize },
    #[error(
        "Version {revision} specified branch_labels {labels}, however the migration file {} does not have them; have you upgraded your script.py.mako to include the 'branch_labels' section?",
        file.display()
    )]
    LabelsMissing { revision: String, labels: String, file: PathBuf },
}

impl NewScriptError {
    /// Returns the way out, where we know one.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::SeveralLocations => None,
            Self::NotALocation(_) => {
                Some("`--version-path` takes one of the `version_locations` of the settings".into())
            }
            Self::Exists(_) => {
                Some("nothing was overwritten; choose another message, `--rev-id` or `file_template`".into())
            }
            Self::NotWritable { .. } => Some("check the permissions and the space of the folder".into()),
            Self::UnknownEncoding(_) | Self::NotEncodable { .. } => Some("set `output_encoding = utf-8`".into()),
            Self::LabelsMissing { .. } => {
                Some("the file was written; add `branch_labels = ${repr(branch_labels)}` to the template".into())
            }
        }
    }
}

/// Makes an identifier of twelve hexadecimal digits, the tail of a random UUID.
pub fn revision_id(random: [u8; 6]) -> String {
    random.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl NewScript {
    /// Returns the variables that the template gets, apart from `config`, `comma` and what env.py adds.
    ///
    /// What autogenerate would fill in is there as undefined, so that the short cut knows the names.
    pub fn variables(&self) -> Vec<(&'static str, Value)> {
        vec![
            ("message", Value::Text(self.message.clone().unwrap_or_else(|| "empty message".into()))),
            ("up_revision", Value::Text(self.revision.clone())),
            ("down_revision", one_or_several(&self.down_revision, Value::Tuple)),
            ("create_date", Value::Shown(self.create_date.to_string())),
            (
                "branch_labels",
                if self.branch_labels.is_empty() { Value::None } else { Value::Tuple(self.branch_labels.clone()) },
            ),
            ("depends_on", one_or_several(&self.depends_on, Value::List)),
            ("imports", Value::Undefined),
            ("upgrades", Value::Undefined),
            ("downgrades", Value::Undefined),
        ]
    }

    /// Checks that the written file kept the branch labels.
    pub fn check_labels(&self, written: &Header, file: &Path) -> Result<(), NewScriptError> {
        if self.branch_labels.is_empty() || !written.branch_labels.is_empty() {
            return Ok(());
        }
        let labels = match self.branch_labels.as_slice() {
            [single] => single.clone(),
            several => pysource::list(several),
        };
        Err(NewScriptError::LabelsMissing { revision: written.revision.clone(), labels, file: file.into() })
    }
}

fn one_or_several(revisions: &[String], several: fn(Vec<String>) -> Value) -> Value {
    match revisions {
        [] => Value::None,
        [single] => Value::Text(single.clone()),
        _ => several(revisions.to_vec()),
    }
}

/// Chooses the version location of a new script: the one asked for, the only one, or that of the first head.
pub fn version_path(
    directory: &ScriptDirectory,
    asked: Option<&Path>,
    head_scripts: &[&Path],
    current_directory: &Path,
) -> Result<PathBuf, NewScriptError> {
    let chosen = match (asked, directory.version_locations.as_slice()) {
        (Some(asked), _) => tidy(asked),
        (None, [single]) => single.clone(),
        (None, _) => {
            let folder = head_scripts.first().and_then(|script| script.parent());
            folder.ok_or(NewScriptError::SeveralLocations)?.to_owned()
        }
    };
    let located = absolute(current_directory, &chosen);
    match directory.version_locations.contains(&located) {
        true => Ok(located),
        false => Err(NewScriptError::NotALocation(chosen)),
    }
}

/// Creates the folders that a new script needs and tells about those that were missing.
///
/// A version location of the settings is told separately from the folders that the file name has in it.
pub fn create_folders(
    directory: &ScriptDirectory,
    location: &Path,
    file: &Path,
    report: &mut Report<'_>,
) -> Result<(), NewScriptError> {
    if directory.has_named_locations {
        create_folder(location, report)?;
    }
    create_folder(file.parent().unwrap_or(location), report)
}

fn create_folder(folder: &Path, report: &mut Report<'_>) -> Result<(), NewScriptError> {
    if folder.exists() {
        return Ok(());
    }
    let started = Event::Started(format!("Creating directory {}", folder.display()));
    step(report, started, || fs::create_dir_all(folder)).map_err(|error| not_writable(folder, &error))
}

/// Writes a new script; a file that is there already is never touched, and a crash leaves no half of a file.
pub fn write(file: &Path, text: &str, encoding: &str, report: &mut Report<'_>) -> Result<(), NewScriptError> {
    step(report, Event::Started(format!("Generating {}", file.display())), || {
        let bytes = encoded(text, encoding)?;
        write_new(file, &bytes).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => NewScriptError::Exists(file.into()),
            _ => not_writable(file, &error),
        })
    })
}

/// Writes the bytes under a name that no loader looks at, then gives them their name if nobody has it.
pub(crate) fn write_new(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut hidden = OsString::from(".#");
    hidden.push(file.file_name().unwrap_or_default());
    hidden.push(format!(".{}", std::process::id()));
    let temporary = file.with_file_name(hidden);
    let mut over_leftovers = fs::OpenOptions::new();
    over_leftovers.write(true).create(true).truncate(true);
    let written = write_and_sync(&temporary, bytes, &over_leftovers).and_then(|()| fs::hard_link(&temporary, file));
    fs::remove_file(&temporary)
        .or_else(|error| if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) })?;
    match written {
        // Some file systems have no hard links; then the file is written in place, but still never over another.
        Err(error) if matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::PermissionDenied) => {
            write_and_sync(file, bytes, fs::OpenOptions::new().write(true).create_new(true))
        }
        written => written,
    }
}

fn write_and_sync(file: &Path, bytes: &[u8], how: &fs::OpenOptions) -> io::Result<()> {
    let mut opened = how.open(file)?;
    let written = opened.write_all(bytes).and_then(|()| opened.sync_all());
    if written.is_err() {
        // It is ours and incomplete. That it cannot be removed either is no news for the caller.
        let _ = fs::remove_file(file);
    }
    written
}

fn not_writable(path: &Path, error: &io::Error) -> NewScriptError {
    NewScriptError::NotWritable { path: path.into(), reason: error.to_string() }
}

/// Encodes text in the encodings that Python sources are written in.
fn encoded(text: &str, encoding: &str) -> Result<Vec<u8>, NewScriptError> {
    let highest = match encoding.to_ascii_lowercase().replace('_', "-").as_str() {
        "utf-8" | "utf8" => return Ok(text.as_bytes().to_vec()),
        "utf-8-sig" => return Ok([b"\xef\xbb\xbf", text.as_bytes()].concat()),
        "ascii" | "us-ascii" => 0x7f,
        "latin-1" | "latin1" | "iso-8859-1" | "iso8859-1" => 0xff,
        _ => return Err(NewScriptError::UnknownEncoding(encoding.into())),
    };
    text.chars()
        .enumerate()
        .map(|(position, character)| match u8::try_from(u32::from(character)) {
            Ok(byte) if byte <= highest => Ok(byte),
            _ => Err(NewScriptError::NotEncodable { encoding: encoding.into(), character, position }),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::create_date::Clock;
    use crate::directory::{Settings, Surroundings};

    fn script() -> NewScript {
        let clock = Clock { now: "2024-03-04T05:06:07Z".parse().unwrap(), local: jiff::tz::TimeZone::UTC };
        NewScript {
            revision: "ae10".into(),
            message: None,
            down_revision: vec![],
            branch_labels: vec![],
            depends_on: vec![],
            create_date: CreateDate::at(&clock, None).unwrap(),
        }
    }

    fn directory(folder: &Path, locations: &[&str]) -> ScriptDirectory {
        let version_locations = locations.iter().map(|location| (*location).to_owned()).collect();
        let settings = Settings { script_location: ".".into(), version_locations, ..Settings::default() };
        let surroundings = Surroundings { current_directory: folder.into(), module_search_path: vec![] };
        ScriptDirectory::open(&settings, &surroundings).unwrap()
    }

    fn texts(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn an_identifier_is_twelve_hexadecimal_digits() {
        assert_eq!(revision_id([0xae, 0x10, 0x27, 0xa6, 0xac, 0x0f]), "ae1027a6ac0f");
    }

    #[test]
    fn the_variables_have_the_shapes_that_alembic_gives_them() {
        let value = |script: &NewScript, name: &str| {
            script.variables().into_iter().find(|(known, _)| *known == name).unwrap().1
        };
        let plain = script();
        assert_eq!(value(&plain, "message"), Value::Text("empty message".into()));
        assert_eq!(value(&plain, "down_revision"), Value::None);
        assert_eq!(value(&plain, "create_date"), Value::Shown("2024-03-04 05:06:07".into()));
        let full = NewScript {
            down_revision: texts(&["a", "b"]),
            branch_labels: texts(&["l"]),
            depends_on: texts(&["x", "y"]),
            ..script()
        };
        assert_eq!(value(&full, "down_revision"), Value::Tuple(texts(&["a", "b"])));
        assert_eq!(value(&full, "branch_labels"), Value::Tuple(texts(&["l"])));
        assert_eq!(value(&full, "depends_on"), Value::List(texts(&["x", "y"])));
        assert_eq!(
            value(&NewScript { down_revision: texts(&["a"]), ..script() }, "down_revision"),
            Value::Text("a".into())
        );
    }

    #[test]
    fn a_script_goes_to_the_only_location_or_beside_its_parent_or_where_one_says() {
        let root = Path::new("/project");
        let folder = tempfile::tempdir().unwrap();
        let single = directory(folder.path(), &[]);
        assert_eq!(version_path(&single, None, &[], folder.path()), Ok(folder.path().join("versions")));
        let mut several = single.clone();
        several.version_locations = vec![root.join("one"), root.join("two")];
        let chosen = |asked: Option<&str>, heads: &[&Path]| version_path(&several, asked.map(Path::new), heads, root);
        assert_eq!(chosen(Some("./two"), &[]), Ok(root.join("two")));
        assert_eq!(chosen(None, &[Path::new("/project/two/a.py")]), Ok(root.join("two")));
        assert_eq!(
            chosen(None, &[]).unwrap_err().to_string(),
            "Multiple version locations present, please specify --version-path"
        );
        assert_eq!(
            chosen(Some("./elsewhere"), &[]).unwrap_err().to_string(),
            "Path elsewhere is not represented in current version locations"
        );
        assert_eq!(
            chosen(None, &[Path::new("/project/two/2024/a.py")]).unwrap_err().to_string(),
            "Path /project/two/2024 is not represented in current version locations"
        );
    }

    #[test]
    fn folders_are_made_and_told_and_a_file_is_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let directory = directory(folder.path(), &["more"]);
        let location = folder.path().join("more");
        let file = location.join("2024/11/a.py");
        let mut events = Vec::new();
        create_folders(&directory, &location, &file, &mut |event| events.push(event)).unwrap();
        write(&file, "one ü", "utf-8", &mut |event| events.push(event)).unwrap();
        assert_eq!(
            events,
            [
                Event::Started(format!("Creating directory {}", location.display())),
                Event::Done,
                Event::Started(format!("Creating directory {}", file.parent().unwrap().display())),
                Event::Done,
                Event::Started(format!("Generating {}", file.display())),
                Event::Done,
            ]
        );
        let error = write(&file, "two", "utf-8", &mut |_| {}).unwrap_err();
        assert_eq!(error, NewScriptError::Exists(file.clone()));
        assert_eq!(fs::read_to_string(&file).unwrap(), "one ü");
        assert_eq!(fs::read_dir(file.parent().unwrap()).unwrap().count(), 1, "no temporary file is left");
    }

    #[test]
    fn the_output_encoding_is_used_and_what_does_not_fit_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.py");
        write(&file, "é", "latin-1", &mut |_| {}).unwrap();
        assert_eq!(fs::read(&file).unwrap(), [0xe9]);
        let write =
            |encoding| write(&folder.path().join("b.py"), "a中", encoding, &mut |_| {}).unwrap_err().to_string();
        assert_eq!(write("ascii"), "'ascii' codec can't encode character '中' in position 1");
        assert_eq!(write("klingon"), "unknown encoding: klingon");
        assert!(!folder.path().join("b.py").exists());
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_cannot_be_written_is_named() {
        let error = write(Path::new("/proc/nowhere/a.py"), "x", "utf-8", &mut |_| {}).unwrap_err();
        assert!(error.to_string().starts_with("Can't write /proc/nowhere/a.py: "), "{error}");
    }

    #[test]
    fn lost_labels_are_noticed() {
        let labelled = NewScript { branch_labels: texts(&["left"]), ..script() };
        let header = Header::new("ae10".into(), vec![], None);
        assert_eq!(
            labelled.check_labels(&header, Path::new("/p/a.py")).unwrap_err().to_string(),
            "Version ae10 specified branch_labels left, however the migration file /p/a.py does not have them; have you upgraded your script.py.mako to include the 'branch_labels' section?"
        );
        assert_eq!(script().check_labels(&header, Path::new("/p/a.py")), Ok(()));
    }
}

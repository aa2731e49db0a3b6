//! The logging sections of an ini file, read as `logging.config.fileConfig` reads them, as plain values.

use super::ini::Ini;
use super::logging_error::LoggingError;
use super::python_text::{int, strip};
use serde::Serialize;

/// Loggers, handlers and formatters in the order of their `keys`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LoggingConfig {
    pub formatters: Vec<Formatter>,
    pub handlers: Vec<Handler>,
    /// The root logger comes first.
    pub loggers: Vec<Logger>,
    /// Whether loggers that are not named here fall silent: `fileConfig`'s default.
    pub disable_existing: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Formatter {
    pub name: String,
    /// Nothing means Python's own, `%(message)s`.
    pub format: Option<String>,
    pub date_format: Option<String>,
    /// `%`, `{` or `$`.
    pub style: String,
    pub class: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Handler {
    pub name: String,
    /// The class as written: `StreamHandler`, `handlers.RotatingFileHandler`.
    pub class: String,
    /// A Python expression for the positional arguments.
    pub arguments: String,
    /// A Python expression for the named arguments.
    pub keyword_arguments: String,
    pub level: Option<Level>,
    pub formatter: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Logger {
    /// The dotted name; nothing for the root logger.
    pub name: Option<String>,
    pub level: Option<Level>,
    pub handlers: Vec<String>,
    pub propagate: bool,
}

/// How weighty a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Level {
    NotSet,
    Debug,
    Info,
    Warning,
    Error,
    Critical,
}

impl Level {
    /// Reads the name of a level; upper case only, as Python.
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "NOTSET" => Self::NotSet,
            "DEBUG" => Self::Debug,
            "INFO" => Self::Info,
            "WARNING" | "WARN" => Self::Warning,
            "ERROR" => Self::Error,
            "CRITICAL" | "FATAL" => Self::Critical,
            _ => return None,
        })
    }
}

/// Where the usual handlers write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    Stderr,
    Stdout,
    /// A file; it is begun anew for mode `w`.
    File {
        path: String,
        mode: String,
    },
    Nowhere,
}

impl Handler {
    /// Where the handler writes, if it is one of Python's plain ones with plain arguments.
    pub fn destination(&self) -> Option<Destination> {
        if self.keyword_arguments != "{}" {
            return None;
        }
        let arguments = plain_arguments(&self.arguments)?;
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        match (self.class.strip_prefix("logging.").unwrap_or(&self.class), arguments.as_slice()) {
            ("StreamHandler", [] | ["sys.stderr"]) => Some(Destination::Stderr),
            ("StreamHandler", ["sys.stdout"]) => Some(Destination::Stdout),
            ("NullHandler", []) => Some(Destination::Nowhere),
            ("FileHandler", [path, rest @ ..]) => {
                let path = path.strip_prefix('\'')?.to_owned();
                let mode = match rest {
                    [] => "a",
                    [mode, ..] => mode.strip_prefix('\'')?,
                };
                Some(Destination::File { path, mode: mode.into() })
            }
            _ => None,
        }
    }
}

/// Takes a tuple of names and plain strings apart; a string keeps one `'` in front, to tell it from a name.
fn plain_arguments(tuple: &str) -> Option<Vec<String>> {
    let inside = strip(strip(tuple).strip_prefix('(')?.strip_suffix(')')?);
    let mut arguments = Vec::new();
    let mut rest = inside;
    while !rest.is_empty() {
        let (argument, after) = match rest.chars().next()? {
            quote @ ('\'' | '"') => {
                let (text, after) = rest[1..].split_once(quote)?;
                if text.contains('\\') {
                    return None;
                }
                (format!("'{text}"), after)
            }
            _ => {
                let end = rest.find(',').unwrap_or(rest.len());
                let name = strip(&rest[..end]);
                let is_name = name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.');
                if !is_name {
                    return None;
                }
                (name.to_owned(), &rest[end..])
            }
        };
        arguments.push(argument);
        rest = match strip(after).strip_prefix(',') {
            Some(after) => strip(after),
            // Brackets around one thing make no tuple.
            None if arguments.len() == 1 || !strip(after).is_empty() => return None,
            None => "",
        };
    }
    Some(arguments)
}

impl LoggingConfig {
    /// Reads the sections `[loggers]`, `[handlers]`, `[formatters]` and those that they list.
    pub fn from_ini(ini: &Ini) -> Result<Self, LoggingError> {
        let names = keys(ini, "formatters")?;
        let formatters: Vec<_> = names.iter().map(|name| formatter(ini, name)).collect::<Result<_, _>>()?;
        let names = keys(ini, "handlers")?;
        let handlers: Vec<_> = names.iter().map(|name| handler(ini, name, &formatters)).collect::<Result<_, _>>()?;
        let loggers = loggers(ini, &handlers)?;
        Ok(Self { formatters, handlers, loggers, disable_existing: true })
    }
}

fn formatter(ini: &Ini, name: &str) -> Result<Formatter, LoggingError> {
    let section = format!("formatter_{name}");
    // A section that is missing is noticed by its class, as in Python; the three texts are taken raw.
    let raw = |option: &str| ini.get_raw(&section, option).ok().map(str::to_owned);
    let format = raw("format").filter(|format| !format.is_empty());
    let style = raw("style").unwrap_or_else(|| "%".into());
    let class = Section::of(ini, &section)?.find("class")?.filter(|class| !class.is_empty());
    if !["%", "{", "$"].contains(&style.as_str()) {
        return Err(LoggingError::UnknownStyle { section });
    }
    if let Some(format) = format.as_ref().filter(|format| style == "%" && !has_field(format)) {
        return Err(LoggingError::InvalidFormat { section, format: format.clone() });
    }
    let date_format = raw("datefmt").filter(|format| !format.is_empty());
    Ok(Formatter { name: name.into(), format, date_format, style, class })
}

fn handler(ini: &Ini, name: &str, formatters: &[Formatter]) -> Result<Handler, LoggingError> {
    let section_name = format!("handler_{name}");
    let section = Section::of(ini, &section_name)?;
    let class = section.get("class")?;
    let formatter = section.find("formatter")?.filter(|name| !name.is_empty());
    let arguments = section.find("args")?.unwrap_or_else(|| "()".into());
    let keyword_arguments = section.find("kwargs")?.unwrap_or_else(|| "{}".into());
    let level = section.level()?;
    if let Some(wanted) = formatter.as_ref().filter(|wanted| !formatters.iter().any(|known| known.name == **wanted)) {
        return Err(LoggingError::NotListed { kind: "formatters", name: wanted.clone() });
    }
    Ok(Handler { name: name.into(), class, arguments, keyword_arguments, level, formatter })
}

fn loggers(ini: &Ini, handlers: &[Handler]) -> Result<Vec<Logger>, LoggingError> {
    let mut names = split(&Section::of(ini, "loggers")?.get("keys")?);
    let root = names.iter().position(|name| name == "root").ok_or(LoggingError::NoRoot)?;
    names.remove(root);
    let section = Section::of(ini, "logger_root")?;
    let level = section.level()?;
    let mut found = vec![Logger { name: None, level, handlers: section.handlers(handlers)?, propagate: false }];
    for name in names {
        let section_name = format!("logger_{name}");
        let section = Section::of(ini, &section_name)?;
        let name = section.get("qualname")?;
        let propagate = match section.find("propagate")? {
            None => true,
            Some(value) => match int(&value) {
                Some(number) => number != 0,
                None => return Err(LoggingError::PropagateNotANumber { section: section_name, value }),
            },
        };
        let level = section.level()?;
        // Python's getLogger gives the root logger for an empty name.
        let name = Some(name).filter(|name| !name.is_empty() && name != "root");
        found.push(Logger { name, level, handlers: section.handlers(handlers)?, propagate });
    }
    Ok(found)
}

/// A section that exists.
struct Section<'a> {
    ini: &'a Ini,
    name: &'a str,
}

impl<'a> Section<'a> {
    fn of(ini: &'a Ini, name: &'a str) -> Result<Self, LoggingError> {
        if !ini.has_section(name) {
            return Err(LoggingError::NoSection { section: name.into() });
        }
        Ok(Self { ini, name })
    }

    fn find(&self, option: &str) -> Result<Option<String>, LoggingError> {
        Ok(self.ini.find_expanded(self.name, option)?)
    }

    fn get(&self, option: &str) -> Result<String, LoggingError> {
        self.find(option)?.ok_or_else(|| LoggingError::NoOption { section: self.name.into(), option: option.into() })
    }

    fn level(&self) -> Result<Option<Level>, LoggingError> {
        let Some(level) = self.find("level")? else { return Ok(None) };
        match Level::parse(&level) {
            Some(level) => Ok(Some(level)),
            None => Err(LoggingError::UnknownLevel { section: self.name.into(), level }),
        }
    }

    fn handlers(&self, known: &[Handler]) -> Result<Vec<String>, LoggingError> {
        let names = split(&self.get("handlers")?);
        match names.iter().find(|name| !known.iter().any(|handler| handler.name == **name)) {
            Some(name) => Err(LoggingError::NotListed { kind: "handlers", name: name.clone() }),
            None => Ok(names),
        }
    }
}

fn keys(ini: &Ini, section: &str) -> Result<Vec<String>, LoggingError> {
    Ok(split(&Section::of(ini, section)?.get("keys")?))
}

fn split(names: &str) -> Vec<String> {
    if names.is_empty() {
        return Vec::new();
    }
    names.split(',').map(|name| strip(name).to_owned()).collect()
}

/// Tells whether a `%` format has at least one field such as `%(message)-5.5s`.
fn has_field(format: &str) -> bool {
    format.match_indices("%(").any(|(at, _)| {
        let Some((name, after)) = format[at + 2..].split_once(')') else { return false };
        let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
        let after = after.trim_start_matches(['#', '0', '+', ' ', '-']);
        let after = size(after);
        let after = after.strip_prefix('.').map_or(after, size);
        is_name && after.starts_with(|c: char| "diouxefgcrsa%".contains(c.to_ascii_lowercase()))
    })
}

fn size(text: &str) -> &str {
    text.strip_prefix('*').unwrap_or_else(|| text.trim_start_matches(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(class: &str, arguments: &str, expected: Option<Destination>) {
        let handler = Handler {
            name: "a".into(),
            class: class.into(),
            arguments: arguments.into(),
            keyword_arguments: "{}".into(),
            level: None,
            formatter: None,
        };
        assert_eq!(handler.destination(), expected);
    }

    #[test]
    fn plain_handlers_say_where_they_write() {
        let file = |path: &str, mode: &str| Some(Destination::File { path: path.into(), mode: mode.into() });
        check("StreamHandler", "(sys.stderr,)", Some(Destination::Stderr));
        check("logging.StreamHandler", "( sys.stdout, )", Some(Destination::Stdout));
        check("StreamHandler", "()", Some(Destination::Stderr));
        check("FileHandler", "('a,b.log',)", file("a,b.log", "a"));
        check("FileHandler", "(\"a.log\", 'w', 'utf-8')", file("a.log", "w"));
        check("NullHandler", "()", Some(Destination::Nowhere));
    }

    #[test]
    fn what_only_python_can_evaluate_has_no_known_destination() {
        check("StreamHandler", "(open('x'),)", None);
        check("FileHandler", "('a.log')", None);
        check("FileHandler", "('a' + 'b',)", None);
        check("handlers.RotatingFileHandler", "('a.log',)", None);
    }
}

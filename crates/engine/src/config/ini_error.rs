//! What can go wrong in an ini file, in the words of Python's `configparser`.

use super::python_text::repr;

/// An error of `configparser`; its text is Python's own.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IniError {
    /// A section that the file does not have.
    #[error("No section: {}", repr(.section))]
    NoSection { section: String },
    /// An option that neither the section nor `[DEFAULT]` has.
    #[error("No option {} in section: {}", repr(.option), repr(.section))]
    NoOption { option: String, section: String },
    /// The section `[DEFAULT]` cannot be added.
    #[error("Invalid section name: {}", repr(.section))]
    InvalidSectionName { section: String },
    /// The same section header stands in the file twice.
    #[error("While reading from {source_name} [line {line:2}]: section {} already exists", repr(.section))]
    DuplicateSection { source_name: String, line: usize, section: String },
    /// The same key stands in a section twice.
    #[error(
        "While reading from {source_name} [line {line:2}]: option {} in section {} already exists",
        repr(.option), repr(.section)
    )]
    DuplicateOption { source_name: String, line: usize, section: String, option: String },
    /// A key stands before the first section header.
    #[error("File contains no section headers.\nfile: {source_name}, line: {line}\n{}", repr(.text))]
    MissingSectionHeader { source_name: String, line: usize, text: String },
    /// Lines that are neither a header nor `key = value`.
    #[error("Source contains parsing errors: {source_name}{}", listed(.lines))]
    Parsing { source_name: String, lines: Vec<(usize, String)> },
    /// A `%` that begins nothing known, met when a value is read.
    #[error("{message}")]
    InterpolationSyntax { option: String, section: String, message: String },
    /// `%(name)s` names a key that is not there.
    #[error(
        "Bad value substitution: option {} in section {} contains an interpolation key {} which is not a valid \
         option name. Raw value: {}",
        repr(.option), repr(.section), repr(.reference), repr(.raw)
    )]
    InterpolationMissingOption { option: String, section: String, reference: String, raw: String },
    /// `%(name)s` leads on and on.
    #[error(
        "Recursion limit exceeded in value substitution: option {} in section {} contains an interpolation key \
         which cannot be substituted in 10 steps. Raw value: {}",
        repr(.option), repr(.section), repr(.raw)
    )]
    InterpolationDepth { option: String, section: String, raw: String },
    /// A `%` that begins nothing known, met when a value is set.
    #[error("invalid interpolation syntax in {} at position {position}", repr(.value))]
    InvalidInterpolation { value: String, position: usize },
}

fn listed(lines: &[(usize, String)]) -> String {
    lines.iter().map(|(line, text)| format!("\n\t[line {line:2}]: {}", repr(text))).collect()
}

impl IniError {
    /// The name of Python's exception, as a traceback writes it.
    pub fn python_class(&self) -> &'static str {
        match self {
            Self::NoSection { .. } => "configparser.NoSectionError",
            Self::NoOption { .. } => "configparser.NoOptionError",
            Self::DuplicateSection { .. } => "configparser.DuplicateSectionError",
            Self::DuplicateOption { .. } => "configparser.DuplicateOptionError",
            Self::MissingSectionHeader { .. } => "configparser.MissingSectionHeaderError",
            Self::Parsing { .. } => "configparser.ParsingError",
            Self::InterpolationSyntax { .. } => "configparser.InterpolationSyntaxError",
            Self::InterpolationMissingOption { .. } => "configparser.InterpolationMissingOptionError",
            Self::InterpolationDepth { .. } => "configparser.InterpolationDepthError",
            Self::InvalidSectionName { .. } | Self::InvalidInterpolation { .. } => "ValueError",
        }
    }

    /// The way out, where we know one.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::NoSection { .. } | Self::NoOption { .. } => None,
            Self::InvalidSectionName { .. } => Some("choose a section other than `[DEFAULT]`".into()),
            Self::DuplicateSection { section, .. } => Some(format!("join the two `[{section}]` sections into one")),
            Self::DuplicateOption { option, .. } => {
                Some(format!("remove one of the `{option}` lines; keys are the same in upper and lower case"))
            }
            Self::MissingSectionHeader { text, .. } if text.starts_with('\u{feff}') => {
                Some("the file begins with a byte order mark; save it as UTF-8 without one".into())
            }
            Self::MissingSectionHeader { .. } => Some("begin the file with a section such as `[alembic]`".into()),
            Self::Parsing { .. } => Some("write `key = value`; a line that continues a value is indented".into()),
            Self::InterpolationSyntax { option, section, .. } => {
                Some(format!("write `%%` for a percent sign in `{option}` of section `[{section}]`"))
            }
            Self::InvalidInterpolation { .. } => Some("write `%%` for a percent sign".into()),
            Self::InterpolationMissingOption { reference, .. } => Some(format!(
                "set `{reference}` in the same section or in `[DEFAULT]`, or write `%%({reference})s` to keep the text"
            )),
            Self::InterpolationDepth { .. } => {
                Some("a key must not refer to itself, directly or through others".into())
            }
        }
    }
}

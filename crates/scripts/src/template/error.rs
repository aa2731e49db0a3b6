//! What is wrong with a template, and where.

/// Why a template cannot be compiled or rendered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// The template breaks the rules of Mako or of Python.
    #[error("{message} in file '{file}' at line: {line}")]
    Syntax { file: String, line: usize, message: String },
    /// The template uses a part of Mako that Limbeck does not have.
    #[error("<%{tag}> is not supported in file '{file}' at line: {line}")]
    Unsupported { file: String, line: usize, tag: String },
    /// The template is not text in the encoding it is said to be in.
    #[error("Unicode decode operation of encoding '{encoding}' failed in file '{file}'")]
    NotDecodable { file: String, encoding: String },
    /// The template could not be read at all.
    #[error("{file}: {reason}")]
    Unreadable { file: String, reason: String },
}

impl TemplateError {
    /// Returns the way out, where we know one.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Syntax { .. } => None,
            Self::Unsupported { tag, .. } => Some(match tag.as_str() {
                "inherit" | "include" | "namespace" => "a template here is one file: copy what it needs into it".into(),
                _ => "use `<%def name=\"f()\">` and `${f()}` instead".into(),
            }),
            Self::NotDecodable { .. } => Some("save the template as UTF-8".into()),
            Self::Unreadable { .. } => {
                Some("`init` writes a script.py.mako; copy one into the script directory".into())
            }
        }
    }
}

/// An error that does not know its file yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Problem {
    Syntax { line: usize, message: String },
    Unsupported { line: usize, tag: String },
}

impl Problem {
    pub(super) fn syntax(line: usize, message: impl Into<String>) -> Self {
        Self::Syntax { line, message: message.into() }
    }

    pub(super) fn in_file(self, file: &str) -> TemplateError {
        let file = file.to_owned();
        match self {
            Self::Syntax { line, message } => TemplateError::Syntax { file, line, message },
            Self::Unsupported { line, tag } => TemplateError::Unsupported { file, line, tag },
        }
    }
}

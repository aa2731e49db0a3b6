//! What a template is made of.

use super::names::{Declaration, Filter, Names};

/// One piece of a template and the line it begins in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) line: usize,
    pub(super) kind: Kind,
}

/// The kinds of pieces. Control lines stay flat: the one that opens and the one that ends are siblings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// Plain text.
    Text(String),
    /// `${code | filters}`
    Expression { code: String, names: Names, filters: Vec<Filter> },
    /// `<% code %>`
    Code { code: String, names: Names },
    /// `<%! code %>`, once, when the template is loaded.
    ModuleCode { code: String, names: Names },
    /// `% if x:`, `% else:`, `% for x in y:`
    Control { keyword: String, text: String, names: Names },
    /// `% endif`
    ControlEnd { keyword: String },
    /// `<%def name="f(a)"> .. </%def>`
    Def(Def),
    /// `<%text> .. </%text>`
    TextTag { text: String, filters: Vec<Filter> },
    /// `<%page expression_filter="trim"/>`
    Page { filters: Vec<Filter> },
}

/// A function of the template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Def {
    pub(super) declaration: Declaration,
    pub(super) filters: Vec<Filter>,
    /// Whether the function returns its text instead of writing it.
    pub(super) is_buffered: bool,
    pub(super) nodes: Vec<Node>,
}

/// Returns whether the control line goes on with the block of another one: `else` after `if`.
pub(super) fn continues(keyword: &str, opened_by: &str) -> bool {
    match opened_by {
        "if" => matches!(keyword, "else" | "elif"),
        "try" => matches!(keyword, "except" | "finally"),
        "for" => keyword == "else",
        _ => false,
    }
}

/// Returns whether the control line opens a block.
pub(super) fn opens(keyword: &str) -> bool {
    matches!(keyword, "for" | "if" | "while" | "try" | "with")
}

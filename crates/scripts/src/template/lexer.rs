//! Cuts the text of a template into pieces, by the rules of Mako's lexer.

use super::error::Problem;
use super::margin;
use super::names;
use super::node::{self, Def, Kind, Node};
use super::source::coding_line;
use super::tag::Tag;

/// Parses a whole template.
pub(super) fn parse(template: &str) -> Result<Vec<Node>, Problem> {
    let mut lexer =
        Lexer { text: template, position: 0, open_tags: Vec::new(), controls: Vec::new(), nodes: Vec::new() };
    lexer.skip_coding_line();
    while lexer.position < template.len() {
        lexer.step()?;
    }
    if let Some(tag) = lexer.open_tags.last() {
        return Err(Problem::syntax(tag.line, "Unclosed tag: <%def>"));
    }
    if let Some(control) = lexer.controls.last() {
        return Err(Problem::syntax(control.line, format!("Unterminated control keyword: '{}'", control.keyword)));
    }
    Ok(lexer.nodes)
}

struct Lexer<'a> {
    text: &'a str,
    position: usize,
    open_tags: Vec<OpenDef>,
    controls: Vec<OpenControl>,
    /// The pieces of the innermost open tag, or of the template.
    nodes: Vec<Node>,
}

/// A `<%def>` that is not closed yet, with the pieces around it.
struct OpenDef {
    line: usize,
    def: Def,
    nodes_around: Vec<Node>,
    controls_around: Vec<OpenControl>,
}

struct OpenControl {
    line: usize,
    keyword: String,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.position..]
    }

    fn line(&self) -> usize {
        1 + self.text.as_bytes()[..self.position].iter().filter(|byte| **byte == b'\n').count()
    }

    fn is_at_line_start(&self) -> bool {
        self.position == 0 || self.text.as_bytes()[self.position - 1] == b'\n'
    }

    fn push(&mut self, line: usize, kind: Kind) {
        self.nodes.push(Node { line, kind });
    }

    /// A first line that names the encoding is no part of the output.
    fn skip_coding_line(&mut self) {
        if let Some((line, _)) = self.text.split_once('\n')
            && coding_line(line).is_some()
        {
            self.position = line.len() + 1;
        }
    }

    fn step(&mut self) -> Result<(), Problem> {
        if self.expression()?
            || self.control_line()?
            || self.comment()
            || self.tag_start()?
            || self.tag_end()?
            || self.python_block()?
            || self.percent()
        {
            return Ok(());
        }
        self.plain_text();
        Ok(())
    }

    fn expression(&mut self) -> Result<bool, Problem> {
        if !self.rest().starts_with("${") {
            return Ok(false);
        }
        let line = self.line();
        self.position += 2;
        let (code, end) = self.until(&["|", "}"], Nesting::Counts)?;
        let filters = match end {
            "|" => self.until(&["}"], Nesting::Counts)?.0,
            _ => "",
        };
        let code = code.replace("\r\n", "\n");
        let names = names::of_code(&code, line)?;
        let filters = names::of_filters(filters.trim_matches(pysource::is_space), line)?;
        self.push(line, Kind::Expression { code, names, filters });
        Ok(true)
    }

    fn control_line(&mut self) -> Result<bool, Problem> {
        if !self.is_at_line_start() {
            return Ok(false);
        }
        let blank = |text: &'a str| text.trim_start_matches([' ', '\t']);
        let marked = blank(self.rest());
        let is_control = marked.starts_with('%') && !marked.starts_with("%%");
        if !is_control && !marked.starts_with("##") {
            return Ok(false);
        }
        let line = self.line();
        let content = blank(&marked[if is_control { 1 } else { 2 }..]);
        let length = control_length(content);
        let text = &content[..length];
        let line_end = match content.as_bytes().get(length..).unwrap_or_default() {
            [b'\r', b'\n', ..] => 2,
            [b'\n', ..] => 1,
            [] => 0,
            // A carriage return alone ends no line, so this is no control line.
            _ => return Ok(false),
        };
        self.position = self.text.len() - content.len() + length + line_end;
        if is_control {
            self.control(text, line)?;
        }
        Ok(true)
    }

    fn control(&mut self, text: &str, line: usize) -> Result<(), Problem> {
        let word_end = |text: &str| text.find(|character| !pysource::is_word(character)).unwrap_or(text.len());
        let ended = text.strip_prefix("end").filter(|keyword| word_end(keyword) > 0);
        if let Some(rest) = ended {
            let keyword = rest[..word_end(rest)].to_owned();
            match self.controls.pop() {
                None => return Err(Problem::syntax(line, format!("No starting keyword '{keyword}' for '{text}'"))),
                Some(open) if open.keyword != keyword => {
                    return Err(Problem::syntax(
                        line,
                        format!("Keyword '{text}' doesn't match keyword '{}'", open.keyword),
                    ));
                }
                Some(_) => self.push(line, Kind::ControlEnd { keyword }),
            }
            return Ok(());
        }
        let keyword = text[..word_end(text)].to_owned();
        if keyword.is_empty() {
            return Err(Problem::syntax(line, format!("Invalid control line: '{text}'")));
        }
        let names = names::of_control(text, line)?;
        if node::opens(&keyword) {
            self.controls.push(OpenControl { line, keyword: keyword.clone() });
        } else {
            let opened_by = self.controls.last().map(|open| open.keyword.as_str()).unwrap_or_default();
            if !node::continues(&keyword, opened_by) {
                let message = format!("Keyword '{keyword}' not a legal ternary for keyword '{opened_by}'");
                return Err(Problem::syntax(line, message));
            }
        }
        self.push(line, Kind::Control { keyword, text: text.to_owned(), names });
        Ok(())
    }

    fn comment(&mut self) -> bool {
        let Some(end) = self.rest().strip_prefix("<%doc>").and_then(|rest| rest.find("</%doc>")) else { return false };
        self.position += "<%doc>".len() + end + "</%doc>".len();
        true
    }

    fn tag_start(&mut self) -> Result<bool, Problem> {
        let Some(tag) = Tag::at(self.rest()) else { return Ok(false) };
        let line = self.line();
        self.position += tag.length;
        match tag.keyword {
            "def" => self.def(&tag, line)?,
            "text" => self.text_tag(&tag, line)?,
            "page" => {
                tag.allow(&["expression_filter"], line)?;
                let filters = tag.filters("expression_filter", line)?;
                if !tag.is_closed {
                    return Err(Problem::syntax(line, "Unclosed tag: <%page>"));
                }
                self.push(line, Kind::Page { filters });
            }
            "include" | "inherit" | "namespace" | "block" | "call" => {
                return Err(Problem::Unsupported { line, tag: tag.keyword.to_owned() });
            }
            keyword if keyword.contains(':') => return Err(Problem::Unsupported { line, tag: keyword.to_owned() }),
            keyword => return Err(Problem::syntax(line, format!("No such tag: '{keyword}'"))),
        }
        Ok(true)
    }

    fn def(&mut self, tag: &Tag<'_>, line: usize) -> Result<(), Problem> {
        tag.allow(&["name", "filter", "buffered"], line)?;
        let name = tag.attribute("name").ok_or_else(|| Problem::syntax(line, "Missing attribute(s): 'name'"))?;
        let def = Def {
            declaration: names::of_declaration(name, line)?,
            filters: tag.filters("filter", line)?,
            is_buffered: tag.attribute("buffered").is_some_and(|value| value.trim() == "True"),
            nodes: Vec::new(),
        };
        if tag.is_closed {
            self.push(line, Kind::Def(def));
            return Ok(());
        }
        let nodes_around = std::mem::take(&mut self.nodes);
        let controls_around = std::mem::take(&mut self.controls);
        self.open_tags.push(OpenDef { line, def, nodes_around, controls_around });
        Ok(())
    }

    fn text_tag(&mut self, tag: &Tag<'_>, line: usize) -> Result<(), Problem> {
        tag.allow(&["filter"], line)?;
        let filters = tag.filters("filter", line)?;
        if tag.is_closed {
            return Ok(());
        }
        let end = self.rest().find("</%text>").ok_or_else(|| Problem::syntax(line, "Unclosed tag: <%text>"))?;
        let text = self.rest()[..end].to_owned();
        self.position += end + "</%text>".len();
        self.push(line, Kind::TextTag { text, filters });
        Ok(())
    }

    fn tag_end(&mut self) -> Result<bool, Problem> {
        let Some(rest) = self.rest().strip_prefix("</%") else { return Ok(false) };
        let blank = |text: &'a str| text.trim_start_matches([' ', '\t']);
        let named = blank(rest);
        let Some(end) = named.find('>').filter(|end| *end > 0) else { return Ok(false) };
        let keyword = named[..end].trim_end_matches([' ', '\t']);
        if keyword.contains([' ', '\t']) {
            return Ok(false);
        }
        let line = self.line();
        let Some(open) = self.open_tags.pop() else {
            return Err(Problem::syntax(line, format!("Closing tag without opening tag: </%{keyword}>")));
        };
        if keyword != "def" {
            return Err(Problem::syntax(line, format!("Closing tag </%{keyword}> does not match tag: <%def>")));
        }
        if let Some(control) = self.controls.last() {
            return Err(Problem::syntax(control.line, format!("Unterminated control keyword: '{}'", control.keyword)));
        }
        self.position = self.text.len() - named.len() + end + 1;
        self.controls = open.controls_around;
        let nodes = std::mem::replace(&mut self.nodes, open.nodes_around);
        self.push(open.line, Kind::Def(Def { nodes, ..open.def }));
        Ok(true)
    }

    fn python_block(&mut self) -> Result<bool, Problem> {
        let Some(rest) = self.rest().strip_prefix("<%") else { return Ok(false) };
        let line = self.line();
        let is_module = rest.starts_with('!');
        self.position += if is_module { 3 } else { 2 };
        let (text, _) = self.until(&["%>"], Nesting::Ignored)?;
        let code = margin::without_margin(text) + "\n";
        let names = names::of_code(&code, line)?;
        self.push(line, if is_module { Kind::ModuleCode { code, names } } else { Kind::Code { code, names } });
        Ok(true)
    }

    /// `%%` at the start of a line is a percent sign, more of them one less.
    fn percent(&mut self) -> bool {
        if !self.is_at_line_start() {
            return false;
        }
        let rest = self.rest();
        let marked = rest.trim_start_matches(pysource::is_space);
        let signs = marked.len() - marked.trim_start_matches('%').len();
        if signs < 2 {
            return false;
        }
        let line = self.line();
        let space = rest.len() - marked.len();
        self.push(line, Kind::Text(format!("{}{}", &rest[..space], &marked[1..signs])));
        self.position += space + signs;
        true
    }

    fn plain_text(&mut self) {
        let line = self.line();
        let rest = self.rest();
        let (length, skipped) = text_length(rest, self.is_at_line_start());
        if length > 0 {
            self.push(line, Kind::Text(rest[..length].to_owned()));
        }
        // Where nothing fits, Mako drops one character and goes on.
        let dropped = rest.chars().next().map_or(0, char::len_utf8);
        self.position += if length + skipped == 0 { dropped } else { length + skipped };
    }

    /// Reads Python up to one of the terminators that is not in a text, a comment or, if they count, brackets.
    fn until(&mut self, terminators: &[&'static str], nesting: Nesting) -> Result<(&'a str, &'static str), Problem> {
        let start = self.position;
        let line = self.line();
        let mut depths = [0i32; 3];
        loop {
            let rest = self.rest();
            if let Some(length) = comment_length(rest).or_else(|| quoted_length(rest)) {
                self.position += length;
                continue;
            }
            if let Some(terminator) = terminators.iter().copied().find(|terminator| rest.starts_with(terminator)) {
                self.position += terminator.len();
                let is_nested = nesting == Nesting::Counts && depths.iter().any(|depth| *depth > 0);
                if !is_nested {
                    return Ok((&self.text[start..self.position - terminator.len()], terminator));
                }
                count_brackets(terminator, &mut depths);
                continue;
            }
            let special = |character: char| matches!(character, '"' | '\'' | '#');
            let stop = rest.char_indices().map(|(at, _)| at).find(|at| {
                let here = &rest[*at..];
                here.starts_with(special) || terminators.iter().any(|terminator| here.starts_with(terminator))
            });
            let Some(stop) = stop else {
                let expected = terminators
                    .iter()
                    .map(|text| if *text == "|" { "\\|" } else { text })
                    .collect::<Vec<_>>()
                    .join(",");
                let message = format!("Expected: {expected}; unterminated tag or expression beginning");
                return Err(Problem::syntax(line, message));
            };
            count_brackets(&rest[..stop], &mut depths);
            // A quote without its partner, or a number sign in the last line, is a character like others.
            self.position += stop.max(1);
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Nesting {
    Counts,
    Ignored,
}

fn count_brackets(text: &str, depths: &mut [i32; 3]) {
    for byte in text.bytes() {
        match byte {
            b'{' => depths[0] += 1,
            b'}' => depths[0] -= 1,
            b'(' => depths[1] += 1,
            b')' => depths[1] -= 1,
            b'[' => depths[2] += 1,
            b']' => depths[2] -= 1,
            _ => {}
        }
    }
}

fn comment_length(rest: &str) -> Option<usize> {
    if rest.starts_with('#') { rest.find('\n').map(|end| end + 1) } else { None }
}

/// Returns the length of a text in any quotes at the start of `rest`.
fn quoted_length(rest: &str) -> Option<usize> {
    ["\"\"\"", "'''", "\"", "'"].into_iter().filter(|quotes| rest.starts_with(quotes)).find_map(|quotes| {
        let bytes = rest.as_bytes();
        let mut position = quotes.len();
        while position < bytes.len() {
            if bytes[position] == b'\\' {
                position += 2;
            } else if bytes[position..].starts_with(quotes.as_bytes()) {
                return Some(position + quotes.len());
            } else {
                position += 1;
            }
        }
        None
    })
}

/// Returns how long a control line is; a backslash at its end joins the next line.
fn control_length(content: &str) -> usize {
    let bytes = content.as_bytes();
    let mut position = 0;
    while position < bytes.len() {
        match &bytes[position..] {
            [b'\\', b'\r', b'\n', ..] => position += 3,
            [b'\\', b'\n', ..] => position += 2,
            [b'\r' | b'\n', ..] => break,
            _ => position += 1,
        }
    }
    position
}

/// Returns how far plain text goes and how much after it is thrown away: an escaped line end.
fn text_length(rest: &str, starts_line: bool) -> (usize, usize) {
    let bytes = rest.as_bytes();
    let mut position = 0;
    while position < bytes.len() {
        let here = &bytes[position..];
        let begins_line = if position == 0 { starts_line } else { bytes[position - 1] == b'\n' };
        if begins_line && is_marked_line(here) {
            return (position, 0);
        }
        if here.starts_with(b"${") || here.starts_with(b"<%") || here.starts_with(b"</%") {
            return (position, 0);
        }
        if here.starts_with(b"\\\r\n") {
            return (position, 3);
        }
        if here.starts_with(b"\\\n") {
            return (position, 2);
        }
        position += 1;
    }
    (position, 0)
}

fn is_marked_line(line: &[u8]) -> bool {
    let blank = line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    line[blank..].starts_with(b"%") || line[blank..].starts_with(b"##")
}

//! Writes the Python module of a template.

use super::PythonSource;
use super::error::Problem;
use super::margin;
use super::names::{self, Filter};
use super::node::{self, Def, Kind, Node};
use super::scope::Scope;

/// Context, loops and filters, in plain Python without imports.
const PRELUDE: &str = include_str!("prelude.py");

/// The named characters of HTML, only where the `entity` filter is used.
const ENTITIES: &str = include_str!("entities.py");

/// Writes the whole module.
pub(super) fn module(nodes: &[Node]) -> Result<PythonSource, Problem> {
    let module_scope = Scope::of_module(nodes);
    let mut writer = Writer::default();
    writer.block(PRELUDE.trim_end(), None);
    if uses_entities(nodes) {
        writer.block(&format!("\n\n{}", ENTITIES.trim_end()), None);
    }
    for node in nodes {
        if let Kind::ModuleCode { code, .. } = &node.kind {
            writer.block("\n", None);
            writer.code(code, node.line);
        }
    }
    let page_filters = nodes.iter().find_map(|node| match &node.kind {
        Kind::Page { filters } => Some(filters.clone()),
        _ => None,
    });
    let mut generator = Generator { writer, page_filters: page_filters.unwrap_or_default() };
    generator.body(nodes, &module_scope)?;
    for def in module_scope.functions.values() {
        generator.function(def, &module_scope)?;
    }
    let table = module_scope.functions.keys().map(|name| format!("{}: _m_def_{name}", pysource::text(name)));
    let table = format!("\n\n_m_functions = {{{}}}", table.collect::<Vec<_>>().join(", "));
    generator.writer.block(&table, None);
    Ok(generator.writer.finish())
}

fn uses_entities(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| match &node.kind {
        Kind::Expression { filters, .. } | Kind::TextTag { filters, .. } | Kind::Page { filters } => {
            has_entity(filters)
        }
        Kind::Def(def) => has_entity(&def.filters) || uses_entities(&def.nodes),
        _ => false,
    })
}

fn has_entity(filters: &[Filter]) -> bool {
    filters.iter().any(|filter| filter.code == "entity")
}

/// The lines of the module so far, each with its line in the template.
#[derive(Default)]
struct Writer {
    text: String,
    lines: Vec<Option<usize>>,
    depth: usize,
}

impl Writer {
    /// Writes one statement, which may span lines; all of them come from the same line of the template.
    fn line(&mut self, text: &str, line: Option<usize>) {
        let indentation = "    ".repeat(self.depth);
        self.lines.extend(std::iter::repeat_n(line, text.split('\n').count()));
        self.text.push_str(&indentation);
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn own(&mut self, text: &str) {
        self.line(text, None);
    }

    /// Writes lines as they are.
    fn block(&mut self, text: &str, line: Option<usize>) {
        self.lines.extend(std::iter::repeat_n(line, text.split('\n').count()));
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// Writes the user's statements, line for line.
    fn code(&mut self, code: &str, first_line: usize) {
        let code = margin::indented(code, &"    ".repeat(self.depth));
        self.lines.extend((first_line..).take(code.split('\n').count()).map(Some));
        self.text.push_str(&code);
        self.text.push('\n');
    }

    fn finish(self) -> PythonSource {
        PythonSource { text: self.text, lines: self.lines }
    }
}

struct Generator {
    writer: Writer,
    page_filters: Vec<Filter>,
}

/// A control line whose end has not come yet.
struct Open {
    is_loop_variable_used: bool,
}

/// The function that is being written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Body,
    Function,
}

impl Generator {
    fn body(&mut self, nodes: &[Node], module: &Scope<'_>) -> Result<(), Problem> {
        let scope = module.of_body(nodes);
        self.writer.block("\n", None);
        self.writer.own("def _m_body(context, pageargs):");
        self.writer.depth += 1;
        self.writer.own("_m_locals = {'pageargs': pageargs}");
        self.fetch(&scope, Place::Body)?;
        self.nodes(nodes, &scope, Place::Body)?;
        self.writer.own("return ''");
        self.writer.depth -= 1;
        Ok(())
    }

    fn function(&mut self, def: &Def, module: &Scope<'_>) -> Result<(), Problem> {
        let scope = module.of_function(def);
        let separator = if def.declaration.parameters.trim().is_empty() { "" } else { ", " };
        self.writer.block("\n", None);
        self.writer
            .own(&format!("def _m_def_{}(context{separator}{}):", def.declaration.name, def.declaration.parameters));
        self.function_content(def, &scope)
    }

    fn inner_function(&mut self, def: &Def, outer: &Scope<'_>) -> Result<(), Problem> {
        let scope = outer.of_inner_function(def);
        self.writer.own(&format!("def {}({}):", def.declaration.name, def.declaration.parameters));
        self.function_content(def, &scope)
    }

    fn function_content(&mut self, def: &Def, scope: &Scope<'_>) -> Result<(), Problem> {
        let is_captured = def.is_buffered || !def.filters.is_empty();
        self.writer.depth += 1;
        if is_captured {
            self.writer.own("context._push()");
            self.writer.own("try:");
            self.writer.depth += 1;
        }
        self.fetch(scope, Place::Function)?;
        self.nodes(&def.nodes, scope, Place::Function)?;
        if is_captured {
            self.writer.depth -= 1;
            self.writer.own("finally:");
            self.writer.own("    _m_text = context._pop()");
            let text = filtered("_m_text", &def.filters);
            match def.is_buffered {
                true => self.writer.own(&format!("return {text}")),
                false => {
                    self.writer.own(&format!("context.write({text})"));
                    self.writer.own("return ''");
                }
            }
        } else {
            self.writer.own("return ''");
        }
        self.writer.depth -= 1;
        Ok(())
    }

    /// Writes where the names of the function come from.
    fn fetch(&mut self, scope: &Scope<'_>, place: Place) -> Result<(), Problem> {
        let mut names = scope.to_fetch();
        if names.remove("loop") {
            self.writer.own("loop = _m_loop = _m_LoopStack()");
        }
        for name in names {
            if let Some(def) = scope.inner_functions.get(&name) {
                self.inner_function(def, scope)?;
            } else if let Some(def) = scope.functions.get(&name) {
                let context = match place {
                    Place::Body => "context._locals(_m_locals)",
                    Place::Function => "context",
                };
                let arguments: Vec<&str> =
                    std::iter::once(context).chain(def.declaration.arguments.iter().map(String::as_str)).collect();
                self.writer.own(&format!("def {name}({}):", def.declaration.parameters));
                self.writer.own(&format!("    return _m_def_{name}({})", arguments.join(", ")));
            } else {
                self.writer.own(&format!("{name} = context.get('{name}', UNDEFINED)"));
            }
        }
        self.writer.own("_m_write = context.writer()");
        Ok(())
    }

    fn nodes(&mut self, nodes: &[Node], scope: &Scope<'_>, place: Place) -> Result<(), Problem> {
        let mut open = Vec::new();
        for (index, node) in nodes.iter().enumerate() {
            let line = Some(node.line);
            match &node.kind {
                Kind::Text(text) => self.writer.line(&format!("_m_write({})", pysource::text(text)), line),
                Kind::Expression { code, filters, .. } => {
                    let value = self.expression(code, filters);
                    self.writer.line(&format!("_m_write({value})"), line);
                }
                Kind::Code { code, names } => {
                    self.writer.code(code, node.line);
                    if place == Place::Body && !scope.locally_assigned.is_empty() {
                        self.keep_assigned(names.declared.iter());
                    }
                }
                Kind::Control { keyword, text, .. } if node::opens(keyword) => {
                    let is_loop_variable_used = keyword == "for" && uses_loop(&nodes[index + 1..]);
                    self.open_block(text, node.line, is_loop_variable_used)?;
                    open.push(Open { is_loop_variable_used });
                }
                Kind::Control { text, .. } => {
                    self.writer.depth -= 1;
                    self.writer.line(text, line);
                    self.writer.depth += 1;
                    self.writer.own("pass");
                }
                Kind::ControlEnd { .. } => {
                    self.writer.depth -= 1;
                    if open.pop().is_some_and(|open: Open| open.is_loop_variable_used) {
                        self.writer.depth -= 1;
                        self.writer.own("finally:");
                        self.writer.own("    loop = _m_loop._exit()");
                    }
                }
                Kind::TextTag { text, filters } => {
                    let text = filtered(&pysource::text(text), filters);
                    self.writer.line(&format!("_m_write({text})"), line);
                }
                Kind::ModuleCode { .. } | Kind::Def(_) | Kind::Page { .. } => {}
            }
        }
        Ok(())
    }

    fn open_block(&mut self, text: &str, line: usize, is_loop_variable_used: bool) -> Result<(), Problem> {
        if is_loop_variable_used {
            let (target, source) = names::of_for(text)
                .ok_or_else(|| Problem::syntax(line, format!("Couldn't apply loop context: {text}")))?;
            self.writer.line(&format!("loop = _m_loop._enter({source})"), Some(line));
            self.writer.own("try:");
            self.writer.depth += 1;
            self.writer.line(&format!("for {target} in loop:"), Some(line));
        } else {
            self.writer.line(text, Some(line));
        }
        self.writer.depth += 1;
        self.writer.own("pass");
        Ok(())
    }

    /// What a block assigns is seen by the template's functions, which are not inside of its body.
    fn keep_assigned<'n>(&mut self, names: impl Iterator<Item = &'n String>) {
        let names: Vec<String> = names.map(|name| pysource::text(name)).collect();
        if !names.is_empty() {
            self.writer.own("_m_stored = locals()");
            self.writer.own(&format!(
                "_m_locals.update([(_m_name, _m_stored[_m_name]) for _m_name in [{}] if _m_name in _m_stored])",
                names.join(", ")
            ));
        }
    }

    fn expression(&self, code: &str, filters: &[Filter]) -> String {
        let is_raw = |filters: &[Filter]| filters.iter().any(|filter| filter.code == "n");
        if is_raw(filters) {
            return filtered(code, filters);
        }
        let code = if is_raw(&self.page_filters) { code.to_owned() } else { format!("str({code})") };
        filtered(&filtered(&code, &self.page_filters), filters)
    }
}

/// Returns whether the block that these nodes begin with uses `loop`.
fn uses_loop(nodes: &[Node]) -> bool {
    let mut depth = 1;
    for node in nodes {
        let names = match &node.kind {
            Kind::Control { keyword, names, .. } => {
                depth += usize::from(node::opens(keyword));
                names
            }
            Kind::ControlEnd { .. } => {
                depth -= 1;
                if depth == 0 {
                    return false;
                }
                continue;
            }
            Kind::Expression { names, filters, .. } => {
                if filters.iter().any(|filter| filter.names.undeclared.contains("loop")) {
                    return true;
                }
                names
            }
            Kind::Code { names, .. } => names,
            _ => continue,
        };
        if names.undeclared.contains("loop") {
            return true;
        }
    }
    false
}

fn filtered(code: &str, filters: &[Filter]) -> String {
    filters.iter().filter(|filter| filter.code != "n").fold(code.to_owned(), |code, filter| {
        let (name, arguments) = match filter.code.find('(') {
            Some(at) if at > 0 => filter.code.split_at(at),
            _ => (filter.code.as_str(), ""),
        };
        format!("{}{arguments}({code})", callable(name))
    })
}

/// Returns the function that a word of the template language means; other names mean themselves.
fn callable(name: &str) -> String {
    match name {
        "x" => "_m_xml_escape".into(),
        "h" => "_m_html_escape".into(),
        "u" => "_m_url_escape".into(),
        "trim" => "_m_trim".into(),
        "entity" => "_m_html_entities_escape".into(),
        "unicode" => "str".into(),
        _ if name.starts_with("decode.") => format!("_m_{name}"),
        _ => name.into(),
    }
}

//! Which names a piece of Python assigns and which it expects from outside.
//!
//! A template's function asks its context for every name that it uses and nowhere assigns, so these two sets decide
//! what a name means. They follow Mako's rules, the odd ones included: what a nested function or comprehension does
//! is seen only in part.

use std::collections::BTreeSet;

use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Comprehension, ExceptHandler, Expr, ExprContext, Parameters, Stmt};
use ruff_text_size::{Ranged, TextRange};

use super::error::Problem;

/// The names of a piece of Python.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Names {
    /// Assigned somewhere in it.
    pub(super) declared: BTreeSet<String>,
    /// Used before they are assigned, if they are assigned at all.
    pub(super) undeclared: BTreeSet<String>,
}

/// One filter of an expression: a name, a call, or any other callable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Filter {
    pub(super) code: String,
    pub(super) names: Names,
}

/// The signature of a template's function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Declaration {
    pub(super) name: String,
    /// The parameters as they are written.
    pub(super) parameters: String,
    /// The arguments that hand the parameters on.
    pub(super) arguments: Vec<String>,
    /// The names of the parameters.
    pub(super) parameter_names: Vec<String>,
    /// What the default values use.
    pub(super) defaults: Names,
}

/// Reads the names of statements or of an expression; `line` is where the code begins in the template.
pub(super) fn of_code(code: &str, line: usize) -> Result<Names, Problem> {
    let stripped = code.trim_start_matches(pysource::is_space);
    let skipped = code[..code.len() - stripped.len()].matches('\n').count();
    of_statements(stripped, line + skipped, stripped)
}

/// Reads the names of a control line: `if x:`, `else:`, `for x in y:`.
pub(super) fn of_control(text: &str, line: usize) -> Result<Names, Problem> {
    let fragment = text.trim_matches(pysource::is_space);
    let not_partial = || Problem::syntax(line, format!("Fragment '{text}' is not a partial control statement"));
    let head = control_head(fragment).ok_or_else(not_partial)?;
    let keyword_end = head.find(|character| !pysource::is_word(character)).unwrap_or(head.len());
    match &head[..keyword_end] {
        "for" | "if" | "while" | "with" => of_statements(&format!("{head}pass"), line, text),
        "try" => of_statements(&format!("{head}pass\nexcept:pass"), line, text),
        // What only goes on is completed by a line before it, which the template does not have.
        "elif" | "else" => of_statements(&format!("if False:pass\n{head}pass"), line - 1, text),
        "except" => of_statements(&format!("try:pass\n{head}pass"), line - 1, text),
        other => Err(Problem::syntax(line, format!("Unsupported control keyword: '{other}'"))),
    }
}

/// Returns the control statement up to its colon; after it only a comment may stand.
fn control_head(fragment: &str) -> Option<&str> {
    fragment.match_indices(':').map(|(at, _)| at + 1).find_map(|end| {
        let after = fragment[end..].trim_start_matches(pysource::is_space);
        (after.is_empty() || after.starts_with('#')).then(|| &fragment[..end])
    })
}

/// Returns target and source of `for target in source:`.
pub(super) fn of_for(text: &str) -> Option<(String, String)> {
    let head = control_head(text.trim_matches(pysource::is_space))?;
    let whole = format!("{head}pass");
    let parsed = ruff_python_parser::parse_module(&whole).ok()?;
    match parsed.syntax().body.as_slice() {
        [Stmt::For(statement)] => {
            Some((slice(&whole, statement.target.range()), slice_in_brackets(&whole, &statement.iter)))
        }
        _ => None,
    }
}

/// Reads a list of filters: `trim, h, wrapped(79)`.
pub(super) fn of_filters(code: &str, line: usize) -> Result<Vec<Filter>, Problem> {
    if code.trim_matches(pysource::is_space).is_empty() {
        return Ok(Vec::new());
    }
    let tuple = format!("{code},");
    let parsed = parse(&tuple, line, &tuple)?;
    match parsed.into_syntax().body.as_slice() {
        [Stmt::Expr(statement)] => match &*statement.value {
            Expr::Tuple(list) => Ok(list.elts.iter().map(|filter| filter_of(&tuple, filter)).collect()),
            _ => Err(Problem::syntax(line, format!("'{code}' is not a list of filters"))),
        },
        _ => Err(Problem::syntax(line, format!("'{code}' is not a list of filters"))),
    }
}

fn filter_of(code: &str, filter: &Expr) -> Filter {
    let mut finder = Finder::default();
    finder.visit_expr(filter);
    let text = match filter {
        Expr::Lambda(_) => format!("({})", slice(code, filter.range())),
        _ => slice(code, filter.range()),
    };
    Filter { code: text, names: finder.names }
}

/// Reads the signature of a function: `f(a, b=1)`.
pub(super) fn of_declaration(signature: &str, line: usize) -> Result<Declaration, Problem> {
    if signature.chars().all(pysource::is_word) {
        return Err(Problem::syntax(line, "Missing parenthesis in %def"));
    }
    let code = format!("def {signature}:pass");
    let parsed = parse(&code, line, &code)?;
    let module = parsed.into_syntax();
    let [Stmt::FunctionDef(function)] = module.body.as_slice() else {
        return Err(Problem::syntax(line, format!("Code '{code}' is not a function declaration")));
    };
    let parameters = &function.parameters;
    let text = slice(&code, parameters.range());
    let text = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or(&text).to_owned();
    let mut defaults = Finder::default();
    for default in parameters.iter_non_variadic_params().filter_map(|parameter| parameter.default.as_deref()) {
        defaults.visit_expr(default);
    }
    Ok(Declaration {
        name: function.name.to_string(),
        parameters: text,
        arguments: arguments(parameters),
        parameter_names: parameters.iter().map(|parameter| parameter.name().to_string()).collect(),
        defaults: defaults.names,
    })
}

fn arguments(parameters: &Parameters) -> Vec<String> {
    let positional =
        parameters.posonlyargs.iter().chain(&parameters.args).map(|parameter| parameter.name().to_string());
    let rest = parameters.vararg.iter().map(|parameter| format!("*{}", parameter.name));
    let named = parameters.kwonlyargs.iter().map(|parameter| format!("{0}={0}", parameter.name()));
    let named_rest = parameters.kwarg.iter().map(|parameter| format!("**{}", parameter.name));
    positional.chain(rest).chain(named).chain(named_rest).collect()
}

fn of_statements(code: &str, line: usize, shown: &str) -> Result<Names, Problem> {
    let parsed = parse(code, line, shown)?;
    let mut finder = Finder::default();
    finder.visit_body(&parsed.syntax().body);
    match finder.has_star_import {
        true => Err(Problem::syntax(
            line,
            "'import *' is not supported, since all identifier names must be explicitly declared.  Please use the form 'from <modulename> import <name1>, <name2>, ...' instead.",
        )),
        false => Ok(finder.names),
    }
}

type Parsed = ruff_python_parser::Parsed<ruff_python_ast::ModModule>;

fn parse(code: &str, line: usize, shown: &str) -> Result<Parsed, Problem> {
    ruff_python_parser::parse_module(code).map_err(|error| {
        let before = &code.as_bytes()[..usize::from(error.location.start()).min(code.len())];
        let inner = before.iter().filter(|byte| **byte == b'\n').count();
        let excerpt: String = shown.trim_matches(pysource::is_space).chars().take(50).collect();
        Problem::syntax(line + inner, format!("(SyntaxError) {} ({})", error.error, pysource::text(&excerpt)))
    })
}

fn slice(code: &str, range: TextRange) -> String {
    code[usize::from(range.start())..usize::from(range.end())].to_owned()
}

/// The range of a bare tuple is fine in a call only between brackets of its own.
fn slice_in_brackets(code: &str, expression: &Expr) -> String {
    match expression {
        Expr::Tuple(tuple) if !tuple.parenthesized => format!("({})", slice(code, expression.range())),
        _ => slice(code, expression.range()),
    }
}

#[derive(Default)]
struct Finder {
    names: Names,
    is_in_function: bool,
    /// Parameters and assigned names of the functions around.
    locals: BTreeSet<String>,
    has_star_import: bool,
}

impl Finder {
    fn declare(&mut self, name: &str) {
        let names = if self.is_in_function { &mut self.locals } else { &mut self.names.declared };
        names.insert(name.to_owned());
    }

    fn in_function(&mut self, parameters: Option<&Parameters>, visit_body: impl FnOnce(&mut Self)) {
        let outer_locals = self.locals.clone();
        let was_in_function = std::mem::replace(&mut self.is_in_function, true);
        if let Some(parameters) = parameters {
            self.locals.extend(parameters.args.iter().map(|parameter| parameter.name().to_string()));
        }
        visit_body(self);
        self.is_in_function = was_in_function;
        self.locals = outer_locals;
    }

    fn visit_comprehensions<'a>(&mut self, results: &[&'a Expr], generators: &'a [Comprehension]) {
        // Mako looks at the result first, so a loop variable counts as used before it is assigned.
        if !self.is_in_function {
            results.iter().for_each(|result| self.visit_expr(result));
        }
        for generator in generators {
            self.visit_expr(&generator.target);
            self.visit_expr(&generator.iter);
            if !self.is_in_function {
                generator.ifs.iter().for_each(|condition| self.visit_expr(condition));
            }
        }
    }
}

impl<'a> Visitor<'a> for Finder {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::FunctionDef(function) if !function.is_async => {
                self.declare(&function.name);
                self.in_function(Some(&function.parameters), |finder| finder.visit_body(&function.body));
            }
            Stmt::ClassDef(class) => self.declare(&class.name),
            Stmt::Assign(assign) => {
                self.visit_expr(&assign.value);
                assign.targets.iter().for_each(|target| self.visit_expr(target));
            }
            Stmt::AugAssign(assign) => {
                self.visit_expr(&assign.target);
                self.visit_expr(&assign.value);
            }
            Stmt::For(statement) => {
                self.visit_expr(&statement.iter);
                self.visit_expr(&statement.target);
                self.visit_body(&statement.body);
                self.visit_body(&statement.orelse);
            }
            Stmt::Import(import) => {
                for alias in &import.names {
                    let name = alias.asname.as_ref().unwrap_or(&alias.name);
                    self.declare(if alias.asname.is_some() {
                        name
                    } else {
                        name.split('.').next().unwrap_or_default()
                    });
                }
            }
            Stmt::ImportFrom(import) => {
                for alias in &import.names {
                    self.has_star_import |= alias.name.as_str() == "*" && alias.asname.is_none();
                    self.declare(alias.asname.as_ref().unwrap_or(&alias.name));
                }
            }
            _ => visitor::walk_stmt(self, statement),
        }
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        match expression {
            Expr::Name(name) if name.ctx == ExprContext::Store => self.declare(&name.id),
            Expr::Name(name) => {
                let name = name.id.as_str();
                if name != "print" && !self.names.declared.contains(name) && !self.locals.contains(name) {
                    self.names.undeclared.insert(name.to_owned());
                }
            }
            Expr::Lambda(lambda) => {
                self.in_function(lambda.parameters.as_deref(), |finder| finder.visit_expr(&lambda.body));
            }
            Expr::ListComp(comprehension) => {
                self.visit_comprehensions(&[&comprehension.elt], &comprehension.generators)
            }
            Expr::SetComp(comprehension) => self.visit_comprehensions(&[&comprehension.elt], &comprehension.generators),
            Expr::Generator(comprehension) => {
                self.visit_comprehensions(&[&comprehension.elt], &comprehension.generators)
            }
            Expr::DictComp(comprehension) => {
                self.visit_comprehensions(&[&comprehension.key, &comprehension.value], &comprehension.generators);
            }
            _ => visitor::walk_expr(self, expression),
        }
    }

    fn visit_except_handler(&mut self, handler: &'a ExceptHandler) {
        let ExceptHandler::ExceptHandler(inner) = handler;
        if let Some(name) = &inner.name {
            self.declare(name);
        }
        visitor::walk_except_handler(self, handler);
    }
}

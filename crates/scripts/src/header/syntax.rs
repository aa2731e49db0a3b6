//! Reads the header from the syntax tree: follows the module's own statements and keeps what is constant.

use std::collections::HashMap;
use std::path::Path;

use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Expr, ExprContext, InterpolatedStringElement, Stmt};
use ruff_python_ast::{FStringPart, Parameters, Pattern};
use ruff_text_size::{Ranged, TextSize};

use super::HeaderError;
use super::assigned::{Assigned, Constant, Field};

/// Parses the whole file and reads its header.
pub(super) fn read(source: &str, file: &Path) -> Result<Assigned, HeaderError> {
    let parsed = ruff_python_parser::parse_module(source).map_err(|error| HeaderError::Syntax {
        file: file.into(),
        line: line_at(source, error.location.start()),
        message: error.error.to_string(),
    })?;
    let body = &parsed.syntax().body;
    let mut module = Module::default();
    for statement in body {
        module.follow(statement);
    }
    let docstring = module.values.remove("__doc__").unwrap_or_else(|| Known::Constant(docstring_of(body)));
    let mut assigned = Assigned::default();
    for field in Field::ALL {
        match module.values.remove(field.name()) {
            Some(Known::Constant(value)) => assigned.set(field, value),
            Some(Known::AtRunTime(at)) => return Err(needs_running(source, file, at, field.name())),
            None => {}
        }
    }
    if let Some(at) = module.out_of_sight {
        return Err(needs_running(source, file, at, "revision"));
    }
    match docstring {
        Known::Constant(Constant::Text(text)) => assigned.docstring = Some(text),
        Known::Constant(Constant::None) => {}
        Known::Constant(Constant::Listed(_)) => return Err(needs_running(source, file, TextSize::new(0), "__doc__")),
        Known::AtRunTime(at) => return Err(needs_running(source, file, at, "__doc__")),
    }
    Ok(assigned)
}

fn needs_running(source: &str, file: &Path, at: TextSize, name: &'static str) -> HeaderError {
    HeaderError::NeedsRunning { file: file.into(), line: line_at(source, at), name }
}

fn line_at(source: &str, at: TextSize) -> usize {
    let end = usize::from(at).min(source.len());
    1 + source.as_bytes()[..end].iter().filter(|byte| **byte == b'\n').count()
}

fn docstring_of(body: &[Stmt]) -> Constant {
    match body.first() {
        Some(Stmt::Expr(statement)) => match &*statement.value {
            Expr::StringLiteral(literal) => Constant::Text(literal.value.to_str().to_owned()),
            _ => Constant::None,
        },
        _ => Constant::None,
    }
}

/// What is known of the value of a name.
#[derive(Clone)]
enum Known {
    Constant(Constant),
    /// It is assigned at this place, but only running tells what.
    AtRunTime(TextSize),
}

/// The names of the module so far.
#[derive(Default)]
struct Module {
    values: HashMap<String, Known>,
    /// Where the module may assign any name behind our back: `globals()`, `exec`.
    out_of_sight: Option<TextSize>,
}

impl Module {
    fn follow(&mut self, statement: &Stmt) {
        match statement {
            Stmt::Assign(assign) => {
                self.look_for_hidden_bindings(&assign.value);
                let value = self.value_of(&assign.value);
                for target in &assign.targets {
                    self.bind(target, &value);
                }
            }
            Stmt::AnnAssign(assign) => {
                self.look_for_hidden_bindings(&assign.annotation);
                if let Some(expression) = &assign.value {
                    self.look_for_hidden_bindings(expression);
                    let value = self.value_of(expression);
                    self.bind(&assign.target, &value);
                }
            }
            other => {
                let mut bindings = Bindings::default();
                bindings.visit_stmt(other);
                self.forget(bindings);
            }
        }
    }

    fn bind(&mut self, target: &Expr, value: &Known) {
        match target {
            Expr::Name(name) => {
                self.values.insert(name.id.to_string(), value.clone());
            }
            other => self.look_for_hidden_bindings(other),
        }
    }

    fn look_for_hidden_bindings(&mut self, expression: &Expr) {
        let mut bindings = Bindings::default();
        bindings.visit_expr(expression);
        self.forget(bindings);
    }

    fn forget(&mut self, bindings: Bindings) {
        if let Some(at) = bindings.star_import {
            self.values.clear();
            self.values.extend(Field::ALL.map(|field| (field.name().to_owned(), Known::AtRunTime(at))));
        }
        for (name, at) in bindings.names {
            self.values.insert(name, Known::AtRunTime(at));
        }
        if let Some(at) = bindings.out_of_sight {
            self.out_of_sight = Some(at);
        }
    }

    fn value_of(&self, expression: &Expr) -> Known {
        self.constant_of(expression).map_or(Known::AtRunTime(expression.start()), Known::Constant)
    }

    fn constant_of(&self, expression: &Expr) -> Option<Constant> {
        match expression {
            Expr::NoneLiteral(_) => Some(Constant::None),
            Expr::StringLiteral(literal) => Some(Constant::Text(literal.value.to_str().to_owned())),
            Expr::FString(formatted) => {
                let mut text = String::new();
                for part in formatted.value.iter() {
                    match part {
                        FStringPart::Literal(literal) => text.push_str(literal.as_str()),
                        FStringPart::FString(formatted) => {
                            for element in &formatted.elements {
                                let InterpolatedStringElement::Literal(literal) = element else { return None };
                                text.push_str(&literal.value);
                            }
                        }
                    }
                }
                Some(Constant::Text(text))
            }
            Expr::Name(name) => match self.values.get(name.id.as_str()) {
                Some(Known::Constant(constant)) => Some(constant.clone()),
                _ => None,
            },
            Expr::Tuple(tuple) => self.texts_of(&tuple.elts).map(Constant::Listed),
            Expr::List(list) => self.texts_of(&list.elts).map(Constant::Listed),
            Expr::Set(set) => {
                let mut texts = self.texts_of(&set.elts)?;
                let mut seen = Vec::with_capacity(texts.len());
                texts.retain(|text| {
                    !seen.contains(text) && {
                        seen.push(text.clone());
                        true
                    }
                });
                Some(Constant::Listed(texts))
            }
            _ => None,
        }
    }

    fn texts_of(&self, expressions: &[Expr]) -> Option<Vec<String>> {
        expressions
            .iter()
            .map(|expression| match self.constant_of(expression) {
                Some(Constant::Text(text)) => Some(text),
                _ => None,
            })
            .collect()
    }
}

/// Collects the module's names that a statement binds in a way we do not follow.
#[derive(Default)]
struct Bindings {
    names: Vec<(String, TextSize)>,
    star_import: Option<TextSize>,
    out_of_sight: Option<TextSize>,
}

impl Bindings {
    fn bind(&mut self, name: &str, at: TextSize) {
        self.names.push((name.to_owned(), at));
    }
}

impl<'a> Visitor<'a> for Bindings {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::FunctionDef(function) => {
                self.bind(&function.name, function.start());
                for decorator in &function.decorator_list {
                    self.visit_decorator(decorator);
                }
                visit_defaults(self, &function.parameters);
                GlobalStatements(self).visit_body(&function.body);
            }
            Stmt::ClassDef(class) => {
                self.bind(&class.name, class.start());
                for decorator in &class.decorator_list {
                    self.visit_decorator(decorator);
                }
                if let Some(arguments) = &class.arguments {
                    self.visit_arguments(arguments);
                }
                // Names of the body belong to the class; what it hides from us does not.
                let mut inner = Bindings::default();
                inner.visit_body(&class.body);
                self.out_of_sight = self.out_of_sight.or(inner.out_of_sight);
                GlobalStatements(self).visit_body(&class.body);
            }
            Stmt::Import(import) => {
                for alias in &import.names {
                    let name = alias.asname.as_ref().unwrap_or(&alias.name);
                    self.bind(name.split('.').next().unwrap_or_default(), alias.start());
                }
            }
            Stmt::ImportFrom(import) => {
                for alias in &import.names {
                    if alias.name.as_str() == "*" {
                        self.star_import = Some(alias.start());
                    }
                    self.bind(alias.asname.as_ref().unwrap_or(&alias.name), alias.start());
                }
            }
            _ => visitor::walk_stmt(self, statement),
        }
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        match expression {
            Expr::Name(name) if name.ctx == ExprContext::Load => {
                if matches!(name.id.as_str(), "globals" | "locals" | "vars" | "exec" | "setattr") {
                    self.out_of_sight = Some(name.start());
                }
            }
            Expr::Name(name) => self.bind(&name.id, name.start()),
            Expr::Attribute(attribute) if attribute.attr.as_str() == "__dict__" => {
                self.out_of_sight = Some(attribute.start());
            }
            _ => visitor::walk_expr(self, expression),
        }
    }

    fn visit_except_handler(&mut self, handler: &'a ruff_python_ast::ExceptHandler) {
        let ruff_python_ast::ExceptHandler::ExceptHandler(inner) = handler;
        if let Some(name) = &inner.name {
            self.bind(name, name.start());
        }
        visitor::walk_except_handler(self, handler);
    }

    fn visit_pattern(&mut self, pattern: &'a Pattern) {
        let name = match pattern {
            Pattern::MatchAs(pattern) => pattern.name.as_ref(),
            Pattern::MatchStar(pattern) => pattern.name.as_ref(),
            Pattern::MatchMapping(pattern) => pattern.rest.as_ref(),
            _ => None,
        };
        if let Some(name) = name {
            self.bind(name, name.start());
        }
        visitor::walk_pattern(self, pattern);
    }
}

fn visit_defaults(bindings: &mut Bindings, parameters: &Parameters) {
    for parameter in parameters.iter_non_variadic_params() {
        if let Some(default) = &parameter.default {
            bindings.visit_expr(default);
        }
    }
}

/// Finds `global name` in functions: calling them may assign the module's name.
struct GlobalStatements<'b>(&'b mut Bindings);

impl<'a> Visitor<'a> for GlobalStatements<'_> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        if let Stmt::Global(global) = statement {
            for name in &global.names {
                if Field::named(name).is_some() || name.as_str() == "__doc__" {
                    // A call may come at any time, also after the last assignment that we follow.
                    self.0.out_of_sight = Some(global.start());
                }
            }
        }
        visitor::walk_stmt(self, statement);
    }

    fn visit_expr(&mut self, _: &'a Expr) {}
}

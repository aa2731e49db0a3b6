//! The tables that a file declares, and the modules that their bases come from.

use std::collections::{BTreeSet, HashMap, HashSet};

use ruff_python_ast::{
    Expr, Mod, Stmt, StmtClassDef, StmtImportFrom,
    visitor::{self, Visitor},
};
use serde::{Deserialize, Serialize};

/// What a file declares.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Declared {
    tables: Vec<Table>,
    /// Modules that a name may come from: `app.db` and `app.db.Base` of `from app.db import Base`.
    imports: HashMap<String, Vec<String>>,
    /// Of `from app.db import *`.
    star_imports: Vec<String>,
    /// The bases of the file's own classes.
    classes: HashMap<String, Vec<String>>,
    module: String,
    is_package: bool,
}

#[derive(Serialize, Deserialize)]
struct Table {
    /// None where it is computed.
    name: Option<String>,
    /// The first names of its bases, or of its MetaData.
    builds_on: Vec<String>,
    /// Whether it is a class without a table of its own.
    is_abstract: bool,
}

impl Declared {
    pub(super) fn of(file: &Mod, module: &str, is_package: bool) -> Self {
        let mut declared = Self { module: module.to_owned(), is_package, ..Self::default() };
        if let Mod::Module(file) = file {
            declared.visit_body(&file.body);
        }
        declared
    }

    /// Whether one of its classes builds on a module that is known.
    pub(super) fn builds_on(&self, known: &HashSet<String>) -> bool {
        self.classes.keys().any(|name| self.comes_from(name, known, &mut Vec::new()))
    }

    /// Whether a table that is not among these is declared on a base or MetaData of a known module.
    pub(super) fn has_others_than(&self, known_tables: &BTreeSet<String>, known: &HashSet<String>) -> bool {
        let is_there = |table: &&Table| table.name.as_ref().is_some_and(|name| known_tables.contains(name));
        self.tables
            .iter()
            .filter(|table| !table.is_abstract && !is_there(table))
            .any(|table| table.builds_on.iter().any(|name| self.comes_from(name, known, &mut Vec::new())))
    }

    fn comes_from<'d>(&'d self, name: &'d str, known: &HashSet<String>, seen: &mut Vec<&'d str>) -> bool {
        if seen.contains(&name) {
            return false;
        }
        seen.push(name);
        if let Some(bases) = self.classes.get(name) {
            return bases.iter().any(|base| self.comes_from(base, known, seen));
        }
        match self.imports.get(name) {
            Some(modules) => modules.iter().any(|module| known.contains(module)),
            None => self.star_imports.iter().any(|module| known.contains(module)),
        }
    }

    /// Returns the absolute name of the module that is imported from.
    fn source(&self, import: &StmtImportFrom) -> String {
        let given = import.module.as_ref().map(|module| module.as_str()).unwrap_or_default();
        let mut parts: Vec<&str> = Vec::new();
        if import.level > 0 {
            parts = self.module.split('.').collect();
            let ups = import.level as usize - usize::from(self.is_package);
            parts.truncate(parts.len().saturating_sub(ups));
        }
        parts.extend(given.split('.').filter(|part| !part.is_empty()));
        parts.join(".")
    }

    fn class(&mut self, class: &StmtClassDef) {
        let arguments = class.arguments.as_deref();
        let bases: Vec<String> =
            arguments.into_iter().flat_map(|arguments| &arguments.args).filter_map(first_name).collect();
        self.classes.insert(class.name.to_string(), bases.clone());
        let mut table = Table { name: None, builds_on: bases, is_abstract: false };
        let mut declares = arguments.into_iter().flat_map(|arguments| &arguments.keywords).any(|keyword| {
            keyword.arg.as_ref().is_some_and(|name| name.as_str() == "table") && is_true(&keyword.value)
        });
        for statement in &class.body {
            let (target, value) = match statement {
                Stmt::Assign(assign) => (assign.targets.first(), Some(&*assign.value)),
                Stmt::AnnAssign(assign) => (Some(&*assign.target), assign.value.as_deref()),
                _ => continue,
            };
            let (Some(Expr::Name(target)), Some(value)) = (target, value) else { continue };
            match target.id.as_str() {
                "__tablename__" => {
                    declares = true;
                    table.name = text(value);
                }
                "__table__" => declares = true,
                "__abstract__" => table.is_abstract = is_true(value),
                _ => declares |= called(value).is_some_and(|name| name == "Column" || name == "mapped_column"),
            }
        }
        if declares {
            self.tables.push(table);
        }
    }

    /// `users = Table('users', metadata, …)`.
    fn table(&mut self, value: &Expr) {
        if let Expr::Call(call) = value
            && called(value).is_some_and(|name| name == "Table")
            && let [name, metadata, ..] = &*call.arguments.args
        {
            self.tables.push(Table {
                name: text(name),
                builds_on: first_name(metadata).into_iter().collect(),
                is_abstract: false,
            });
        }
    }
}

impl<'a> Visitor<'a> for Declared {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::Import(import) => {
                for alias in &import.names {
                    let module = alias.name.to_string();
                    let first = module.split('.').next().unwrap_or_default().to_owned();
                    let bound = alias.asname.as_ref().map_or(first, ToString::to_string);
                    self.imports.entry(bound).or_default().push(module);
                }
            }
            Stmt::ImportFrom(import) => {
                let source = self.source(import);
                for alias in &import.names {
                    if alias.name.as_str() == "*" {
                        self.star_imports.push(source.clone());
                        continue;
                    }
                    let bound = alias.asname.as_ref().unwrap_or(&alias.name).to_string();
                    let modules = [source.clone(), format!("{source}.{}", alias.name)];
                    self.imports.entry(bound).or_default().extend(modules);
                }
            }
            Stmt::ClassDef(class) => self.class(class),
            Stmt::Assign(assign) => self.table(&assign.value),
            Stmt::AnnAssign(assign) => assign.value.iter().for_each(|value| self.table(value)),
            Stmt::Expr(statement) => self.table(&statement.value),
            // What a function declares is declared when it is called.
            Stmt::FunctionDef(_) => {}
            _ => visitor::walk_stmt(self, statement),
        }
    }
}

/// The first name of `Base`, `db.Model` or `Mixed[int]`.
fn first_name(expression: &Expr) -> Option<String> {
    match expression {
        Expr::Name(name) => Some(name.id.to_string()),
        Expr::Attribute(attribute) => first_name(&attribute.value),
        Expr::Subscript(subscript) => first_name(&subscript.value),
        Expr::Call(call) => first_name(&call.func),
        _ => None,
    }
}

/// The last name of what is called: `Column` of `sa.Column(…)`.
fn called(expression: &Expr) -> Option<&str> {
    let Expr::Call(call) = expression else { return None };
    match &*call.func {
        Expr::Name(name) => Some(name.id.as_str()),
        Expr::Attribute(attribute) => Some(attribute.attr.as_str()),
        _ => None,
    }
}

fn text(expression: &Expr) -> Option<String> {
    match expression {
        Expr::StringLiteral(literal) => Some(literal.value.to_str().to_owned()),
        _ => None,
    }
}

fn is_true(expression: &Expr) -> bool {
    matches!(expression, Expr::BooleanLiteral(literal) if literal.value)
}

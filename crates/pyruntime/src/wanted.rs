//! What a file wants of modules: those that it imports, and the names that it reads of them. Nothing is run.

use std::collections::HashMap;

use ruff_python_ast::{
    ExceptHandler, Expr, Mod, Stmt, StmtTry,
    visitor::{self, Visitor},
};

use crate::compile::parse;

/// One import, with what is read of the module through the name that it binds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// `sqlalchemy.dialects`; empty for `from . import x`.
    pub module: String,
    /// The dots before it.
    pub level: u32,
    /// Dotted names inside of the module: `postgresql.JSONB`.
    pub names: Vec<String>,
    /// Those that an expression reads outside of functions: when the file is imported.
    pub read_at_import: Vec<String>,
    pub line: usize,
    /// It stands in a function: performed only when that is called.
    pub in_function: bool,
    /// It is performed always, and nothing catches its failure.
    pub is_needed: bool,
}

/// What a file wants, in the order of its lines; `None`: it is no Python.
pub fn wanted(source: &str) -> Option<Vec<Wanted>> {
    let Mod::Module(module) = parse(source)? else { return Some(Vec::new()) };
    let mut reader = Reader { source, found: Vec::new(), bound: HashMap::new(), in_function: false, is_needed: true };
    reader.visit_body(&module.body);
    Some(reader.found)
}

struct Reader<'a> {
    source: &'a str,
    found: Vec<Wanted>,
    /// Names that imports have bound: the import, and the name inside of its module.
    bound: HashMap<&'a str, (usize, &'a str)>,
    in_function: bool,
    is_needed: bool,
}

impl<'a> Reader<'a> {
    fn add(&mut self, module: &str, level: u32, offset: usize) -> usize {
        let line = self.source[..offset].matches('\n').count() + 1;
        let (in_function, is_needed) = (self.in_function, self.is_needed);
        let (module, names, read_at_import) = (module.to_owned(), Vec::new(), Vec::new());
        self.found.push(Wanted { module, level, names, read_at_import, line, in_function, is_needed });
        self.found.len() - 1
    }

    fn visit_unneeded(&mut self, body: &'a [Stmt]) {
        let outer = std::mem::replace(&mut self.is_needed, false);
        self.visit_body(body);
        self.is_needed = outer;
    }

    fn read(&mut self, expression: &Expr) {
        let mut parts = Vec::new();
        let mut value = expression;
        while let Expr::Attribute(attribute) = value {
            parts.push(attribute.attr.as_str());
            value = &attribute.value;
        }
        let Expr::Name(name) = value else { return };
        let Some((import, inside)) = self.bound.get(name.id.as_str()).copied() else { return };
        parts.extend(Some(inside).filter(|inside| !inside.is_empty()));
        parts.reverse();
        let dotted = parts.join(".");
        let one = &mut self.found[import];
        if !self.in_function && !one.read_at_import.contains(&dotted) {
            one.read_at_import.push(dotted.clone());
        }
        if !dotted.is_empty() && !one.names.contains(&dotted) {
            one.names.push(dotted);
        }
    }
}

impl<'a> Visitor<'a> for Reader<'a> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::Import(import) => {
                for alias in &import.names {
                    let added = self.add(alias.name.as_str(), 0, import.range.start().to_usize());
                    // `import a.b` binds `a`, of which another import may want other things.
                    if let Some(name) = alias.asname.as_ref().or((!alias.name.contains('.')).then_some(&alias.name)) {
                        self.bound.insert(name.as_str(), (added, ""));
                    }
                }
            }
            Stmt::ImportFrom(import) => {
                let module = import.module.as_ref().map_or("", |module| module.as_str());
                let added = self.add(module, import.level, import.range.start().to_usize());
                for alias in import.names.iter().filter(|alias| alias.name.as_str() != "*") {
                    self.found[added].names.push(alias.name.to_string());
                    let name = alias.asname.as_ref().unwrap_or(&alias.name);
                    self.bound.insert(name.as_str(), (added, alias.name.as_str()));
                }
            }
            Stmt::Try(block) if catches_imports(block) => {
                self.visit_unneeded(&block.body);
                for ExceptHandler::ExceptHandler(handler) in &block.handlers {
                    self.visit_unneeded(&handler.body);
                }
                self.visit_body(&block.orelse);
                self.visit_body(&block.finalbody);
            }
            Stmt::If(condition) => {
                let is_for_checkers = names_type_checking(&condition.test);
                let outer = self.is_needed;
                self.is_needed &= !is_for_checkers;
                self.visit_body(&condition.body);
                self.is_needed = outer;
                self.visit_expr(&condition.test);
                for clause in &condition.elif_else_clauses {
                    self.visit_body(&clause.body);
                }
            }
            Stmt::FunctionDef(_) => {
                let outer = std::mem::replace(&mut self.in_function, true);
                visitor::walk_stmt(self, statement);
                self.in_function = outer;
            }
            _ => visitor::walk_stmt(self, statement),
        }
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        if self.is_needed && matches!(expression, Expr::Attribute(_) | Expr::Name(_)) {
            self.read(expression);
        }
        if !is_dotted_name(expression) {
            visitor::walk_expr(self, expression);
        }
    }

    /// Annotations are not evaluated (PEP 649).
    fn visit_annotation(&mut self, _: &'a Expr) {}
}

/// `a` and `a.b.c`: nothing else is read in them.
fn is_dotted_name(expression: &Expr) -> bool {
    match expression {
        Expr::Name(_) => true,
        Expr::Attribute(attribute) => is_dotted_name(&attribute.value),
        _ => false,
    }
}

fn catches_imports(block: &StmtTry) -> bool {
    const CATCHES: [&str; 4] = ["ImportError", "ModuleNotFoundError", "Exception", "BaseException"];
    let names = |expression: &Expr| matches!(expression, Expr::Name(name) if CATCHES.contains(&name.id.as_str()));
    block.handlers.iter().any(|ExceptHandler::ExceptHandler(handler)| match handler.type_.as_deref() {
        None => true,
        Some(Expr::Tuple(tuple)) => tuple.elts.iter().any(names),
        Some(expression) => names(expression),
    })
}

fn names_type_checking(test: &Expr) -> bool {
    match test {
        Expr::Name(name) => name.id.as_str() == "TYPE_CHECKING",
        Expr::Attribute(attribute) => attribute.attr.as_str() == "TYPE_CHECKING",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::wanted;

    #[track_caller]
    fn check(source: &str, expected: &[&str]) {
        let found = wanted(source).expect("the test's source is Python");
        let shown: Vec<String> = found
            .iter()
            .map(|one| {
                let dots = ".".repeat(one.level as usize);
                let place = if one.in_function { " in a function" } else { "" };
                let need = if one.is_needed { "" } else { " or not" };
                format!("{}: {dots}{} {:?}{place}{need}", one.line, one.module, one.names)
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn imports_are_found_with_what_is_read_of_them() {
        check(
            "import sqlalchemy as sa\nfrom sqlalchemy.dialects import postgresql\n\nx = sa.Column(sa.Integer, \
             postgresql.JSONB(), sa.Column)\n",
            &[
                "1: sqlalchemy [\"Column\", \"Integer\"]",
                "2: sqlalchemy.dialects [\"postgresql\", \"postgresql.JSONB\"]",
            ],
        );
        check(
            "def upgrade():\n    from . import a\n    from .b import c\n",
            &["2: . [\"a\"] in a function", "3: .b [\"c\"] in a function"],
        );
    }

    #[test]
    fn what_only_functions_read_is_not_read_at_import() {
        let source = "from a import B, C\nimport d\n\nx = B.make() + C\n\ndef late():\n    return d.e(B)\n";
        let read: Vec<_> = wanted(source).unwrap().into_iter().map(|one| one.read_at_import).collect();
        assert_eq!(read, [vec!["B.make", "C"], vec![]]);
    }

    #[test]
    fn what_may_fail_is_not_needed() {
        check("try:\n    import a\nexcept ImportError:\n    a = None\n", &["2: a [] or not"]);
        check("try:\n    import a\nexcept KeyError:\n    a = None\n", &["2: a []"]);
        check(
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import a\nelse:\n    import b\n",
            &["1: typing [\"TYPE_CHECKING\"]", "3: a [] or not", "5: b []"],
        );
    }

    #[test]
    fn what_is_no_python_wants_nothing() {
        assert_eq!(wanted("def ("), None);
    }
}

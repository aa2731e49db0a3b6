//! Which version files are plain: all they can do is ask for operations, so that nobody can tell when they are run.
//!
//! Such a file is read while the database still works on the one before it. It may use literals, the names it imports
//! from packages that only describe, a few builtins and its own variables; it catches nothing, prints nothing, opens
//! nothing and calls no function of its own. Whatever is not named here makes a file one that is run in its turn, as
//! Alembic runs it: that costs time and nothing else.

use std::collections::HashSet;

use ruff_python_ast::{
    Expr, Mod, Stmt, WithItem,
    visitor::{self, Visitor},
};

/// Packages whose functions describe things or compute values.
pub(crate) const DESCRIBING: [&str; 15] = [
    "__future__",
    "alembic",
    "collections",
    "datetime",
    "decimal",
    "fastapi_users_db_sqlalchemy",
    "geoalchemy2",
    "json",
    "pgvector",
    "re",
    "sqlalchemy",
    "sqlalchemy_utils",
    "sqlmodel",
    "typing",
    "uuid",
];

/// Builtins that compute values.
pub(crate) const COMPUTING: [&str; 22] = [
    "abs",
    "any",
    "all",
    "bool",
    "bytes",
    "dict",
    "enumerate",
    "float",
    "frozenset",
    "int",
    "isinstance",
    "len",
    "list",
    "max",
    "min",
    "range",
    "reversed",
    "set",
    "sorted",
    "str",
    "tuple",
    "zip",
];

/// Whether the file is plain.
pub(crate) fn is_plain(file: &Mod) -> bool {
    let Mod::Module(module) = file else { return false };
    let mut names = Names::default();
    names.visit_body(&module.body);
    let mut check = Check { callable: names.callable(), in_function: false, is_plain: true };
    check.visit_body(&module.body);
    check.is_plain
}

/// The names that the file binds, by how.
#[derive(Default)]
struct Names<'a> {
    imported: HashSet<&'a str>,
    assigned: HashSet<&'a str>,
    /// Functions and parameters: what they do or hold is not known.
    unknown: HashSet<&'a str>,
}

impl<'a> Names<'a> {
    fn callable(self) -> HashSet<&'a str> {
        let known = self.imported.into_iter().chain(self.assigned).chain(COMPUTING);
        known.filter(|name| !self.unknown.contains(name)).collect()
    }
}

impl<'a> Visitor<'a> for Names<'a> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::Import(import) => self.imported.extend(import.names.iter().map(|alias| match &alias.asname {
                Some(name) => name.as_str(),
                None => root(alias.name.as_str()),
            })),
            Stmt::ImportFrom(import) => self
                .imported
                .extend(import.names.iter().map(|alias| alias.asname.as_ref().unwrap_or(&alias.name).as_str())),
            Stmt::FunctionDef(function) => {
                self.unknown.insert(function.name.as_str());
                self.unknown.extend(function.parameters.iter().map(|parameter| parameter.name().as_str()));
            }
            _ => {}
        }
        visitor::walk_stmt(self, statement);
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        if let Expr::Name(name) = expression
            && name.ctx.is_store()
        {
            self.assigned.insert(name.id.as_str());
        }
        visitor::walk_expr(self, expression);
    }
}

struct Check<'a> {
    callable: HashSet<&'a str>,
    in_function: bool,
    is_plain: bool,
}

impl Check<'_> {
    /// Whether the value that is called, or whose method is called, is one of ours.
    fn may_call(&self, called: &Expr) -> bool {
        match called {
            Expr::Name(name) => self.callable.contains(name.id.as_str()),
            Expr::Attribute(attribute) => !attribute.attr.starts_with('_') && self.may_call(&attribute.value),
            Expr::Call(call) => self.may_call(&call.func),
            Expr::Subscript(subscript) => self.may_call(&subscript.value),
            Expr::StringLiteral(_) | Expr::FString(_) | Expr::List(_) | Expr::Dict(_) | Expr::Tuple(_) => true,
            _ => false,
        }
    }

    fn binds_names(target: &Expr) -> bool {
        match target {
            Expr::Name(_) => true,
            Expr::Tuple(tuple) => tuple.elts.iter().all(Self::binds_names),
            _ => false,
        }
    }
}

impl<'a> Visitor<'a> for Check<'_> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        let is_plain = match statement {
            Stmt::Import(import) => import.names.iter().all(|alias| DESCRIBING.contains(&root(alias.name.as_str()))),
            Stmt::ImportFrom(import) => {
                import.level == 0
                    && import.module.as_ref().is_some_and(|module| DESCRIBING.contains(&root(module.as_str())))
                    && import.names.iter().all(|alias| alias.name.as_str() != "*")
            }
            Stmt::Assign(assign) => assign.targets.iter().all(Self::binds_names),
            Stmt::AnnAssign(assign) => Self::binds_names(&assign.target),
            Stmt::AugAssign(assign) => Self::binds_names(&assign.target),
            Stmt::For(each) => !each.is_async && Self::binds_names(&each.target),
            Stmt::With(block) => !block.is_async,
            Stmt::FunctionDef(function) => {
                !function.is_async && !self.in_function && function.decorator_list.is_empty()
            }
            Stmt::Expr(_) | Stmt::If(_) | Stmt::Pass(_) | Stmt::Return(_) | Stmt::Raise(_) => true,
            Stmt::Break(_) | Stmt::Continue(_) | Stmt::Assert(_) => true,
            Stmt::ClassDef(_) | Stmt::Delete(_) | Stmt::TypeAlias(_) | Stmt::While(_) | Stmt::Match(_) => false,
            Stmt::Try(_) | Stmt::Global(_) | Stmt::Nonlocal(_) | Stmt::IpyEscapeCommand(_) => false,
        };
        self.is_plain &= is_plain;
        let outer = self.in_function;
        self.in_function |= matches!(statement, Stmt::FunctionDef(_));
        visitor::walk_stmt(self, statement);
        self.in_function = outer;
    }

    fn visit_with_item(&mut self, item: &'a WithItem) {
        // `with op.batch_alter_table(…) as batch_op:`
        self.is_plain &= matches!(&item.context_expr, Expr::Call(call) if self.may_call(&call.func));
        visitor::walk_with_item(self, item);
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        self.is_plain &= match expression {
            Expr::Call(call) => self.may_call(&call.func),
            Expr::Lambda(_) | Expr::Named(_) | Expr::Generator(_) => false,
            Expr::Await(_) | Expr::Yield(_) | Expr::YieldFrom(_) => false,
            _ => true,
        };
        visitor::walk_expr(self, expression);
    }

    /// Annotations are not evaluated (PEP 649).
    fn visit_annotation(&mut self, _: &'a Expr) {}
}

/// The top-level package of a dotted name.
pub(crate) fn root(dotted: &str) -> &str {
    dotted.split('.').next().unwrap_or(dotted)
}

#[cfg(test)]
mod tests {
    #[track_caller]
    fn check(expected: bool, body: &str) {
        let source = format!("from alembic import op\nimport sqlalchemy as sa\n\nrevision: str = 'a'\n\n{body}\n");
        let parsed = ruff_python_parser::parse_module(&source).expect("the test's source is Python").into_syntax();
        assert_eq!(super::is_plain(&ruff_python_ast::Mod::Module(parsed)), expected, "{body}");
    }

    #[track_caller]
    fn check_upgrade(expected: bool, lines: &str) {
        check(expected, &format!("def upgrade():\n    {}", lines.replace('\n', "\n    ")));
    }

    #[test]
    fn operations_are_plain() {
        check_upgrade(true, "op.create_table('a', sa.Column('x', sa.String(length=5)))");
        check_upgrade(true, "with op.batch_alter_table('a') as batch_op:\n    batch_op.drop_column('x')");
        check_upgrade(true, "for name in ['a', 'b']:\n    op.drop_table(name.lower())");
        check_upgrade(true, "t = sa.table('a')\nop.execute(t.update().where(t.c.x == 1).values(x=2))");
        check_upgrade(true, "op.execute('; '.join(['SELECT 1']))");
    }

    #[test]
    fn what_others_can_see_is_not_plain() {
        check_upgrade(false, "print('now')");
        check_upgrade(false, "open('a.sql').read()");
        check_upgrade(false, "import os");
        check_upgrade(false, "import app.models");
        check_upgrade(false, "sa.GUID = sa.UUID");
        check_upgrade(false, "op.create_table.__globals__['x']()");
    }

    #[test]
    fn what_can_see_a_failure_is_not_plain() {
        check_upgrade(false, "try:\n    op.drop_table('a')\nexcept Exception:\n    pass");
        check_upgrade(false, "while True:\n    op.drop_table('a')");
        check(false, "import contextlib\n\ndef upgrade():\n    with contextlib.suppress(Exception):\n        pass");
    }

    #[test]
    fn functions_and_parameters_are_not_known() {
        check(false, "def helper():\n    op.drop_table('a')\n\ndef upgrade():\n    helper()");
        check(false, "def upgrade(tool):\n    tool.run()");
        check(false, "@sa.event.listens_for\ndef upgrade():\n    pass");
        check(true, "def upgrade(engine_name):\n    op.drop_table(engine_name)");
    }
}

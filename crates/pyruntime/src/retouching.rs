//! Whether a file of the user's may change what our packages do: replaced functions, listeners, directives of its own.
//!
//! What a repeatable script (`repeatable.rs`) asked for is kept between runs only where nobody does. Any doubt counts.

use std::collections::{HashMap, HashSet};

use ruff_python_ast::{
    Expr, Mod, Stmt, StmtClassDef,
    visitor::{self, Visitor},
};

use crate::plain::root;

/// Packages of which scripts hear.
const OURS: [&str; 10] = [
    "alembic",
    "alembic_postgresql_enum",
    "alembic_utils",
    "fastapi_users_db_sqlalchemy",
    "flask_sqlalchemy",
    "geoalchemy2",
    "pgvector",
    "sqlalchemy",
    "sqlalchemy_utils",
    "sqlmodel",
];

/// Names and attributes by which something is replaced, or has itself called.
const CHANGING: [&str; 21] = [
    "__dict__",
    "__setattr__",
    "compiles",
    "delattr",
    "dispatch_for",
    "eval",
    "event",
    "exec",
    "globals",
    "implementation_for",
    "listen",
    "listens_for",
    "locals",
    "mock",
    "modules",
    "monkeypatch",
    "patch",
    "register_operation",
    "reload",
    "setattr",
    "vars",
];

/// Functions that give a module or a part of one.
const GIVING_MODULES: [&str; 3] = ["__import__", "getattr", "import_module"];

/// Methods that change a dictionary or a list.
const FILLING: [&str; 8] = ["add", "append", "clear", "extend", "pop", "remove", "setdefault", "update"];

/// Whether the file may change what our packages do.
pub(crate) fn retouches(file: &Mod) -> bool {
    let Mod::Module(module) = file else { return true };
    let mut names = Names::default();
    names.visit_body(&module.body);
    let mut check = Check { names, retouches: false };
    check.visit_body(&module.body);
    check.retouches
}

/// Where the names of a file come from.
#[derive(Default)]
struct Names<'a> {
    /// Imported names and their package; whether the name is a module's.
    imported: HashMap<&'a str, (&'a str, bool)>,
    /// Names that hold nothing but what calls gave.
    made: HashSet<&'a str>,
    /// Names that hold anything else.
    other: HashSet<&'a str>,
}

impl<'a> Visitor<'a> for Names<'a> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::Import(import) => {
                for alias in &import.names {
                    let package = root(alias.name.as_str());
                    let name = alias.asname.as_ref().map_or(package, |name| name.as_str());
                    self.imported.insert(name, (package, true));
                }
            }
            Stmt::ImportFrom(import) => {
                let package = import.module.as_ref().map_or("", |module| root(module.as_str()));
                for alias in &import.names {
                    let name = alias.asname.as_ref().unwrap_or(&alias.name).as_str();
                    self.imported.insert(name, (package, false));
                }
            }
            Stmt::Assign(assign) => {
                let is_made = match &*assign.value {
                    Expr::Call(call) => !name_of(&call.func).is_some_and(|name| GIVING_MODULES.contains(&name)),
                    value => value.is_literal_expr(),
                };
                for target in &assign.targets {
                    if let Expr::Name(name) = target {
                        let names = if is_made { &mut self.made } else { &mut self.other };
                        names.insert(name.id.as_str());
                    }
                }
            }
            _ => {}
        }
        visitor::walk_stmt(self, statement);
    }
}

/// The name, or the last one of a dotted name.
fn name_of(expression: &Expr) -> Option<&str> {
    match expression {
        Expr::Name(name) => Some(name.id.as_str()),
        Expr::Attribute(attribute) => Some(attribute.attr.as_str()),
        _ => None,
    }
}

/// The name that a dotted name begins with.
fn first_name(expression: &Expr) -> Option<&str> {
    match expression {
        Expr::Name(name) => Some(name.id.as_str()),
        Expr::Attribute(attribute) => first_name(&attribute.value),
        _ => None,
    }
}

/// What holds the item of an item: `found[1]["name"] = …` changes what `found` holds, `found.setdefault(1, {})["name"] = …` too.
fn holder(expression: &Expr) -> &Expr {
    match expression {
        Expr::Subscript(item) => holder(&item.value),
        Expr::Call(call) => match &*call.func {
            Expr::Attribute(method) if ["get", "setdefault"].contains(&method.attr.as_str()) => holder(&method.value),
            _ => expression,
        },
        _ => expression,
    }
}

struct Check<'a> {
    names: Names<'a>,
    retouches: bool,
}

impl Check<'_> {
    fn is_ours(&self, name: &str) -> bool {
        self.names.imported.get(name).is_some_and(|(package, _)| OURS.contains(package))
    }

    /// Whether an object's attribute may be set: it is the file's own.
    fn is_own(&self, base: &Expr) -> bool {
        let Some(first) = first_name(base) else { return false };
        let is_made = self.names.made.contains(first) && !self.names.other.contains(first);
        !self.names.imported.contains_key(first) && (["self", "cls"].contains(&first) || is_made)
    }

    fn target(&mut self, target: &Expr) {
        match target {
            Expr::Attribute(attribute) => {
                self.retouches |= attribute.attr.starts_with("__") || !self.is_own(&attribute.value);
            }
            Expr::Subscript(item) => {
                self.retouches |= first_name(holder(&item.value)).is_none_or(|first| self.is_ours(first));
            }
            Expr::Tuple(tuple) => tuple.elts.iter().for_each(|part| self.target(part)),
            Expr::List(list) => list.elts.iter().for_each(|part| self.target(part)),
            Expr::Starred(starred) => self.target(&starred.value),
            _ => {}
        }
    }

    fn class(&mut self, class: &StmtClassDef) {
        // `class MyImpl(DefaultImpl):` is known to Alembic from now on.
        for base in class.bases() {
            let package = first_name(base).and_then(|first| self.names.imported.get(first));
            self.retouches |= package.is_some_and(|(package, _)| *package == "alembic");
        }
    }
}

impl<'a> Visitor<'a> for Check<'a> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::Assign(assign) => assign.targets.iter().for_each(|target| self.target(target)),
            Stmt::AugAssign(assign) => self.target(&assign.target),
            Stmt::AnnAssign(assign) => self.target(&assign.target),
            Stmt::Delete(delete) => delete.targets.iter().for_each(|target| self.target(target)),
            Stmt::For(each) => self.target(&each.target),
            Stmt::With(block) => {
                block
                    .items
                    .iter()
                    .filter_map(|item| item.optional_vars.as_deref())
                    .for_each(|target| self.target(target));
            }
            Stmt::ClassDef(class) => self.class(class),
            Stmt::Import(import) => {
                for alias in &import.names {
                    self.retouches |= alias.name.as_str().split('.').any(|part| CHANGING.contains(&part));
                }
            }
            Stmt::ImportFrom(import) => {
                let module = import.module.as_ref().map_or("", |module| module.as_str());
                self.retouches |= module.split('.').any(|part| CHANGING.contains(&part));
                self.retouches |= import.names.iter().any(|alias| CHANGING.contains(&alias.name.as_str()));
                let takes_all = import.names.iter().any(|alias| alias.name.as_str() == "*");
                self.retouches |= takes_all && OURS.contains(&root(module));
            }
            _ => {}
        }
        visitor::walk_stmt(self, statement);
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        match expression {
            Expr::Name(name) => self.retouches |= CHANGING.contains(&name.id.as_str()),
            Expr::Attribute(attribute) => self.retouches |= CHANGING.contains(&attribute.attr.as_str()),
            Expr::Call(call) => {
                if let Expr::Attribute(method) = &*call.func
                    && FILLING.contains(&method.attr.as_str())
                    && let Some(first) = first_name(&method.value)
                    && self.is_ours(first)
                {
                    // `sa.update(…)` is a statement; `ischema_names.update(…)` and `sa.x.y.update(…)` are changes.
                    let (_, is_module) = self.names.imported[first];
                    self.retouches |= !(is_module && method.value.is_name_expr());
                }
            }
            _ => {}
        }
        visitor::walk_expr(self, expression);
    }

    /// Annotations are not evaluated (PEP 649).
    fn visit_annotation(&mut self, _: &'a Expr) {}
}

#[cfg(test)]
mod tests {
    #[track_caller]
    fn check(expected: bool, lines: &str) {
        let source = format!("import sys\n\nimport sqlalchemy as sa\nfrom alembic import context, op\n\n{lines}\n");
        let syntax = crate::compile::parse(&source).expect("the test's source is Python");
        assert_eq!(super::retouches(&syntax), expected, "{lines}");
    }

    #[test]
    fn an_ordinary_env_py_changes_nothing() {
        check(
            false,
            "from logging.config import fileConfig\nfrom sqlalchemy import engine_from_config, pool\n\
             from app.models import Base\n\nconfig = context.config\nfileConfig(config.config_file_name)\n\
             target_metadata = Base.metadata\nconfig.set_main_option('sqlalchemy.url', 'x')\n\
             def run():\n    engine = engine_from_config(config.get_section('alembic', {}), poolclass=pool.NullPool)\n    \
             with engine.connect() as connection:\n        context.configure(connection=connection)\n        \
             with context.begin_transaction():\n            context.run_migrations()\nrun()",
        );
        check(false, "class Model:\n    def __init__(self):\n        self.name = sa.String()");
        check(false, "op.get_bind().execute(sa.update(t).values(x=1))");
        check(false, "found = {}\nfound[1] = {}\nfound[1]['name'] = 'x'\nfound[1]['tags'][0] = 'y'");
        check(false, "found = {}\nfound.setdefault(1, {})['name'] = 'x'");
        check(false, "options = {}\noptions['a'] = sa.String()\noptions.update(b=1)");
    }

    #[test]
    fn replaced_attributes_are_changes() {
        check(true, "sa.GUID = sa.String");
        check(true, "op.create_table = print");
        check(true, "sa.String.__init__ = print");
        check(true, "S = sa.String\nS.length = 5");
        check(true, "setattr(sa, 'GUID', sa.String)");
        check(true, "sys.modules['sqlalchemy'] = None");
        check(true, "m = __import__('sqlalchemy')\nm.GUID = 1");
        check(true, "vars(sa)['GUID'] = 1");
        check(true, "del sa.String");
        check(true, "for sa.x in [1]:\n    pass");
    }

    #[test]
    fn items_of_what_is_not_the_files_own_are_changes() {
        check(true, "op.get_bind().dialect.ischema_names['x'] = 1");
        check(true, "from sqlalchemy.dialects import registry\nregistry['x']['y'] = 1");
        check(true, "from sqlalchemy.dialects import registry\nregistry.setdefault('x', {})['y'] = 1");
    }

    #[test]
    fn listeners_and_directives_are_changes() {
        check(true, "from sqlalchemy import event");
        check(true, "@sa.event.listens_for(sa.Table, 'after_parent_attach')\ndef f(*a):\n    pass");
        check(true, "from sqlalchemy.ext.compiler import compiles");
        check(
            true,
            "from alembic.operations import Operations\n@Operations.register_operation('x')\nclass X:\n    pass",
        );
        check(true, "from alembic.ddl.impl import DefaultImpl\nclass Mine(DefaultImpl):\n    __dialect__ = 'sqlite'");
        check(true, "from sqlalchemy.dialects.sqlite.base import ischema_names\nischema_names.update(x=1)");
        check(true, "from sqlalchemy.dialects.sqlite.base import ischema_names\nischema_names['x'] = 1");
    }
}

//! Which files of a project only declare: nobody can tell when they are executed, as long as it is before their names
//! are read.
//!
//! Such a file waits after its import until something reads what it declares (`python/_waiting.py`). At its import it
//! may make classes and constants, call what packages offer that only describe, and import; its imports stand first.
//! Whatever is not named here makes a file one that is executed at its import: that costs time and nothing else.

use std::collections::{HashMap, HashSet};

use ruff_python_ast::{
    Comprehension, Decorator, Expr, Mod, Stmt, StmtClassDef, StmtFunctionDef, StmtIf,
    visitor::{self, Visitor},
};

use crate::{
    declaring_words::{
        ACTING, CALLED_BY_CLASSES, DECORATING, MAKING, OF_MODULES, OF_THE_CLOCK, SHAPING, is_describing,
    },
    plain::{COMPUTING, root},
};

/// What a file that only declares does at its import.
#[derive(Debug)]
pub(crate) struct Declared<'a> {
    /// Its imports, in order.
    pub(crate) imports: Vec<&'a Stmt>,
    /// The names that it binds.
    pub(crate) binds: HashSet<&'a str>,
    /// Those of them that hold classes or MetaData, as far as their names and values tell.
    pub(crate) classes: HashSet<&'a str>,
}

/// Returns what the file does at its import; `None`: more than declaring.
pub(crate) fn only_declares(file: &Mod) -> Option<Declared<'_>> {
    let Mod::Module(module) = file else { return None };
    let mut check = Check::default();
    check.scopes.push(HashMap::new());
    let mut imports = Vec::new();
    let mut has_begun = false;
    for statement in &module.body {
        match statement {
            // An import behind a definition is there for its time.
            Stmt::Import(_) | Stmt::ImportFrom(_) if has_begun => return None,
            Stmt::Import(_) | Stmt::ImportFrom(_) => {
                let is_future =
                    matches!(statement, Stmt::ImportFrom(import) if import.module.as_deref() == Some("__future__"));
                if !is_future {
                    imports.push(statement);
                }
            }
            Stmt::Expr(alone) => has_begun |= alone.value.is_call_expr(),
            Stmt::If(_) => {}
            Stmt::Assign(assign) => has_begun |= !is_constant(&assign.value),
            _ => has_begun = true,
        }
        check.statement(statement, Place::Module);
        if !check.declares {
            return None;
        }
    }
    let names = check.scopes.pop().unwrap_or_default();
    let classes = names.iter().filter(|(name, origin)| holds_class(name, origin)).map(|(name, _)| *name).collect();
    Some(Declared { imports, binds: names.into_keys().collect(), classes })
}

/// A constant must be itself wherever it is read; classes may be spoken of by another object.
fn holds_class(name: &str, origin: &Origin<'_>) -> bool {
    match origin {
        Origin::Class => true,
        Origin::Made { by } => ["MetaData", "declarative_base", "registry"].contains(by),
        Origin::Describing { .. } | Origin::Imported => name == "metadata" || is_cap_words(name),
        Origin::Value => false,
    }
}

fn is_cap_words(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.contains(|letter: char| letter.is_ascii_lowercase())
}

fn begins_upper(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
}

fn is_constant(value: &Expr) -> bool {
    match value {
        Expr::List(list) => list.elts.iter().all(is_constant),
        Expr::Tuple(tuple) => tuple.elts.iter().all(is_constant),
        value => value.is_literal_expr(),
    }
}

/// Where a name comes from.
#[derive(Clone, Copy, Debug)]
enum Origin<'a> {
    /// From a package that describes, with its name there.
    Describing {
        package: &'a str,
        name: &'a str,
    },
    /// From anywhere else.
    Imported,
    Class,
    /// What the call of a describing function gave.
    Made {
        by: &'a str,
    },
    Value,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Module,
    Class,
    /// The body of a function that is called when a class is made.
    Function,
}

struct Check<'a> {
    scopes: Vec<HashMap<&'a str, Origin<'a>>>,
    /// How deep inside a class, or the arguments of a describing call.
    depth: usize,
    declares: bool,
}

impl Default for Check<'_> {
    fn default() -> Self {
        Self { scopes: Vec::new(), depth: 0, declares: true }
    }
}

impl<'a> Check<'a> {
    fn bind(&mut self, name: &'a str, origin: Origin<'a>) {
        self.declares &= self.scopes.len() > 1 || !OF_MODULES.contains(&name);
        if let Some(scope) = self.scopes.last_mut() {
            scope.insert(name, origin);
        }
    }

    fn origin(&self, name: &str) -> Option<Origin<'a>> {
        self.scopes.iter().rev().find_map(|scope| scope.get(name)).copied()
    }

    fn statements(&mut self, body: &'a [Stmt], place: Place) {
        for statement in body {
            self.statement(statement, place);
        }
    }

    fn statement(&mut self, statement: &'a Stmt, place: Place) {
        match statement {
            Stmt::Import(_) | Stmt::ImportFrom(_) if place == Place::Module => self.import(statement),
            Stmt::Assign(assign) => {
                self.visit_expr(&assign.value);
                let origin = self.made_by(&assign.value);
                for target in &assign.targets {
                    self.target(target, origin);
                }
            }
            Stmt::AnnAssign(assign) => {
                self.visit_expr(&assign.annotation);
                if let Some(value) = &assign.value {
                    self.visit_expr(value);
                }
                let origin = assign.value.as_ref().map_or(Origin::Value, |value| self.made_by(value));
                if assign.value.is_some() || place != Place::Module {
                    self.target(&assign.target, origin);
                }
            }
            Stmt::AugAssign(assign) => {
                self.visit_expr(&assign.value);
                self.target(&assign.target, Origin::Value);
            }
            Stmt::ClassDef(class) if place != Place::Function => self.class(class),
            Stmt::FunctionDef(function) if place != Place::Function => self.function(function, place),
            Stmt::TypeAlias(alias) if place != Place::Function => self.target(&alias.name, Origin::Value),
            Stmt::If(condition) if place == Place::Function => {
                self.visit_expr(&condition.test);
                self.statements(&condition.body, place);
                for clause in &condition.elif_else_clauses {
                    if let Some(test) = &clause.test {
                        self.visit_expr(test);
                    }
                    self.statements(&clause.body, place);
                }
            }
            Stmt::If(condition) => self.declares &= is_for_type_checkers(condition),
            // `Index("ix_users_name", User.name)`
            Stmt::Expr(alone) if alone.value.is_call_expr() => self.visit_expr(&alone.value),
            Stmt::Expr(alone) => self.declares &= alone.value.is_literal_expr(),
            Stmt::Return(answer) if place == Place::Function => {
                if let Some(value) = &answer.value {
                    self.visit_expr(value);
                }
            }
            Stmt::Pass(_) => {}
            _ => self.declares = false,
        }
    }

    fn import(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::Import(import) => {
                for alias in &import.names {
                    let package = root(alias.name.as_str());
                    let name = alias.asname.as_ref().map_or(package, |name| name.as_str());
                    self.bind(name, from(package, package));
                }
            }
            Stmt::ImportFrom(import) => {
                let package =
                    import.module.as_ref().filter(|_| import.level == 0).map_or("", |name| root(name.as_str()));
                for alias in &import.names {
                    let name = alias.name.as_str();
                    self.declares &= name != "*";
                    self.bind(alias.asname.as_ref().unwrap_or(&alias.name).as_str(), from(package, name));
                }
            }
            _ => {}
        }
    }

    /// Only plain names are bound: an attribute or an item belongs to somebody else.
    fn target(&mut self, target: &'a Expr, origin: Origin<'a>) {
        match target {
            Expr::Name(name) => {
                self.declares &= !SHAPING.contains(&name.id.as_str());
                self.bind(name.id.as_str(), origin);
            }
            Expr::Tuple(tuple) => tuple.elts.iter().for_each(|part| self.target(part, Origin::Value)),
            _ => self.declares = false,
        }
    }

    fn made_by(&self, value: &'a Expr) -> Origin<'a> {
        let Expr::Call(call) = value else { return Origin::Value };
        match &*call.func {
            Expr::Name(name) => match self.origin(name.id.as_str()) {
                Some(Origin::Describing { name, .. }) => Origin::Made { by: name },
                _ => Origin::Value,
            },
            Expr::Attribute(attribute) => Origin::Made { by: attribute.attr.as_str() },
            _ => Origin::Value,
        }
    }

    fn class(&mut self, class: &'a StmtClassDef) {
        self.decorators(&class.decorator_list);
        self.depth += 1;
        if let Some(arguments) = &class.arguments {
            let is_metaclass = |name: &str| name == "metaclass";
            let names = || arguments.keywords.iter().filter_map(|keyword| keyword.arg.as_ref());
            self.declares &= !names().any(|name| is_metaclass(name.as_str()));
            self.visit_arguments(arguments);
        }
        self.scopes.push(HashMap::new());
        self.statements(&class.body, Place::Class);
        self.scopes.pop();
        self.depth -= 1;
        self.bind(class.name.as_str(), Origin::Class);
    }

    fn function(&mut self, function: &'a StmtFunctionDef, place: Place) {
        self.decorators(&function.decorator_list);
        self.visit_parameters(&function.parameters);
        let name = function.name.as_str();
        let is_declared =
            function.decorator_list.iter().any(|decorator| mentions(&decorator.expression, "declared_attr"));
        if place == Place::Class {
            self.declares &= !SHAPING.contains(&name);
            if is_declared || CALLED_BY_CLASSES.contains(&name) {
                self.scopes
                    .push(function.parameters.iter().map(|each| (each.name().as_str(), Origin::Value)).collect());
                self.statements(&function.body, Place::Function);
                self.scopes.pop();
            }
        }
        self.bind(name, Origin::Value);
    }

    fn decorators(&mut self, decorators: &'a [Decorator]) {
        for decorator in decorators {
            let (function, arguments) = match &decorator.expression {
                Expr::Call(call) => (&*call.func, Some(&call.arguments)),
                other => (other, None),
            };
            self.declares &= self.may_decorate(function);
            if let Some(arguments) = arguments {
                self.visit_arguments(arguments);
            }
        }
    }

    fn may_decorate(&self, function: &Expr) -> bool {
        match function {
            Expr::Name(name) => match self.origin(name.id.as_str()) {
                Some(Origin::Describing { name, .. }) => !ACTING.contains(&name),
                Some(_) => false,
                None => DECORATING.contains(&name.id.as_str()),
            },
            Expr::Attribute(attribute) => {
                let word = attribute.attr.as_str();
                let is_described = matches!(self.root_of(&attribute.value), Some(Origin::Describing { .. }));
                !ACTING.contains(&word)
                    && !mentions(&attribute.value, "event")
                    && (is_described || DECORATING.contains(&word))
            }
            _ => false,
        }
    }

    /// The origin of the name that an expression begins with.
    fn root_of(&self, value: &Expr) -> Option<Origin<'a>> {
        match value {
            Expr::Name(name) => self.origin(name.id.as_str()),
            Expr::Attribute(attribute) => self.root_of(&attribute.value),
            Expr::Call(call) => self.root_of(&call.func),
            Expr::Subscript(subscript) => self.root_of(&subscript.value),
            _ => None,
        }
    }

    fn may_call(&self, called: &Expr) -> bool {
        match called {
            Expr::Name(name) => match self.origin(name.id.as_str()) {
                Some(Origin::Describing { package, name }) => {
                    let is_of_clock = package == "datetime" && OF_THE_CLOCK.contains(&name);
                    !is_of_clock && !ACTING.contains(&name)
                }
                // `settings = Settings()` reads the environment now, not later: such calls are parts of a description.
                Some(Origin::Class | Origin::Imported) => self.depth > 0 && begins_upper(name.id.as_str()),
                Some(Origin::Made { .. } | Origin::Value) => false,
                None => COMPUTING.contains(&name.id.as_str()),
            },
            Expr::Attribute(attribute) => self.may_call_method(&attribute.value, attribute.attr.as_str()),
            Expr::Subscript(subscript) => self.may_call(&subscript.value),
            _ => false,
        }
    }

    fn may_call_method(&self, of: &Expr, method: &str) -> bool {
        if method.starts_with('_') || ACTING.contains(&method) {
            return false;
        }
        match self.root_of(of) {
            Some(Origin::Describing { package, .. }) => {
                let is_of_clock = package == "datetime" && OF_THE_CLOCK.contains(&method);
                !is_of_clock && !mentions(of, "event")
            }
            // A function of a module of the project may be called anything.
            Some(Origin::Imported) => match of {
                Expr::Name(name) if is_cap_words(name.id.as_str()) => MAKING.contains(&method),
                // `types.Money(…)`
                Expr::Name(_) => self.depth > 0 && begins_upper(method),
                _ => MAKING.contains(&method),
            },
            Some(_) => MAKING.contains(&method) || method == "generate_base",
            None => MAKING.contains(&method) && !of.is_name_expr(),
        }
    }
}

fn from<'a>(package: &'a str, name: &'a str) -> Origin<'a> {
    if is_describing(package) { Origin::Describing { package, name } } else { Origin::Imported }
}

/// Whether the dotted expression holds that word.
fn mentions(value: &Expr, word: &str) -> bool {
    match value {
        Expr::Name(name) => name.id.as_str() == word,
        Expr::Attribute(attribute) => attribute.attr.as_str() == word || mentions(&attribute.value, word),
        Expr::Call(call) => mentions(&call.func, word),
        _ => false,
    }
}

/// `if TYPE_CHECKING:` is never run.
fn is_for_type_checkers(condition: &StmtIf) -> bool {
    mentions(&condition.test, "TYPE_CHECKING") && condition.elif_else_clauses.is_empty()
}

impl<'a> Visitor<'a> for Check<'a> {
    fn visit_expr(&mut self, expression: &'a Expr) {
        match expression {
            Expr::Call(call) => {
                let refused = ["autoload", "autoload_with"];
                let keywords = || call.arguments.keywords.iter().filter_map(|keyword| keyword.arg.as_deref());
                self.declares &= self.may_call(&call.func) && !keywords().any(|name| refused.contains(&name));
                self.depth += 1;
                visitor::walk_expr(self, expression);
                self.depth -= 1;
            }
            // The body is not run now.
            Expr::Lambda(lambda) => {
                if let Some(parameters) = &lambda.parameters {
                    self.visit_parameters(parameters);
                }
            }
            Expr::Dict(_) => {
                self.depth += 1;
                visitor::walk_expr(self, expression);
                self.depth -= 1;
            }
            Expr::Named(_) | Expr::Await(_) | Expr::Yield(_) | Expr::YieldFrom(_) => self.declares = false,
            _ => visitor::walk_expr(self, expression),
        }
    }

    fn visit_comprehension(&mut self, comprehension: &'a Comprehension) {
        visitor::walk_comprehension(self, comprehension);
        self.declares &= !comprehension.is_async;
    }
}

#[cfg(test)]
mod tests {
    use super::only_declares;

    const HEAD: &str = "import datetime\nimport uuid\nfrom enum import Enum\nimport sqlalchemy as sa\n\
                        from sqlalchemy import Column, event, func, Index, MetaData, String, text\n\
                        from sqlalchemy.orm import Mapped, declared_attr, mapped_column, validates\n\
                        from app.base import Base, settings, slug\nfrom app import types\nfrom other import Money\n";

    #[track_caller]
    fn check(expected: bool, body: &str) {
        let source = format!("\"\"\"Models.\"\"\"\n{HEAD}\n{body}\n");
        let parsed = crate::compile::parse(&source).expect("the test's source is Python");
        assert_eq!(only_declares(&parsed).is_some(), expected, "{body}");
    }

    #[track_caller]
    fn check_class(expected: bool, lines: &str) {
        check(expected, &format!("class User(Base):\n    {}", lines.replace('\n', "\n    ")));
    }

    #[test]
    fn models_declare() {
        check_class(true, "__tablename__ = 'users'\nid: Mapped[int] = mapped_column(primary_key=True)");
        check_class(true, "price = Column(Money(10, 2), default=lambda: settings.price())");
        check_class(true, "at = Column(sa.DateTime, server_default=func.now(), default=datetime.datetime.utcnow)");
        check_class(
            true,
            "name = Column(String)\n__table_args__ = (Index('x', name.desc(), func.lower(name)), {'schema': settings.schema})",
        );
        check_class(true, "@validates('name')\ndef check(self, key, name):\n    return open(name)");
        check_class(
            true,
            "@property\ndef title(self):\n    return slug(self)\n@title.setter\ndef title(self, to):\n    pass",
        );
        check_class(true, "@declared_attr.directive\ndef __tablename__(cls):\n    return cls.__name__.lower() + 's'");
        check_class(true, "class Config:\n    arbitrary = True");
        check(true, "sa.Table('users', Base.metadata)\nIndex('x', Base.metadata.tables['users'].c.name.desc())");
        check(true, "users = sa.Table('users', MetaData(), Column('id', types.GUID()))");
        check(
            true,
            "class Status(str, Enum):\n    new = 'new'\nSTATUSES = [each.value for each in Status]\n__all__ = ['Status']",
        );
        check(
            true,
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from app.posts import Post\ndef make(count=1):\n    return open('x')",
        );
        check(true, "naming = {'ix': 'ix_%(column_0_label)s'}\nmetadata = MetaData(naming_convention=naming)");
    }

    #[test]
    fn what_others_can_see_is_more_than_declaring() {
        check(false, "print('now')");
        check(false, "for name in 'ab':\n    pass");
        check(false, "try:\n    import x\nexcept ImportError:\n    pass");
        check(false, "Base.metadata.schema = 'x'");
        check(false, "Base.metadata.create_all(engine)");
        check(false, "from app import *");
        check(false, "del Money");
        check(false, "x = (y := 1)");
        check(false, "__path__ = []");
        check_class(false, "x = open('a.txt').read()");
        check_class(false, "import os");
    }

    #[test]
    fn what_registers_itself_elsewhere_is_more_than_declaring() {
        check(false, "@event.listens_for(Base.metadata, 'before_create')\ndef before(*args):\n    pass");
        check(false, "sa.event.listen(Base, 'init', slug)");
        check(false, "x = event.listen(Base, 'init', slug)");
        check(false, "x = sa.event.listen(Base, 'init', slug)");
        check(
            false,
            "from sqlalchemy.ext.compiler import compiles\n@compiles(Money)\ndef compile_money(*args):\n    pass",
        );
        check(false, "users = sa.Table('users', MetaData(), autoload_with=settings.engine)");
        check(false, "@slug\nclass A:\n    pass");
    }

    #[test]
    fn what_answers_differently_each_time_is_more_than_declaring() {
        check_class(false, "x = Column(String, default=str(uuid.uuid4()))");
        check_class(false, "x = Column(String, default=datetime.datetime.now())");
        check_class(true, "x = Column(String, default=uuid.uuid4)");
    }

    #[test]
    fn functions_of_the_project_are_not_known() {
        check_class(false, "name = slug('name')");
        check_class(false, "name = types.slug('name')");
        check_class(false, "@declared_attr\ndef __tablename__(cls):\n    return slug(cls.__name__)");
        check(false, "settings = Money()");
        check(false, "def make():\n    pass\nclass A:\n    x = make()");
    }

    #[test]
    fn what_shapes_other_classes_is_more_than_declaring() {
        check_class(false, "def __init_subclass__(cls):\n    pass");
        check_class(false, "def __set_name__(self, owner, name):\n    pass");
        check(false, "class A(Base, metaclass=Money):\n    pass");
    }

    #[test]
    fn an_import_behind_a_definition_is_there_for_its_time() {
        check(false, "class A:\n    pass\nfrom app import late");
        check(true, "NAMES = ['a', 'b']\nfrom app import late");
    }
}

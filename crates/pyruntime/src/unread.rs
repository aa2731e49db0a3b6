//! Clocks that are asked and whose answers nobody reads: `now = int(time.time())` above a loop that finds no rows.
//!
//! Such a run says the same at any time, so it may be remembered (`transcript`). A function's variable that holds
//! nothing but a time, or a new UUID, is no doubt when it is assigned, but where it is read.

use std::collections::HashSet;

use ruff_python_ast::{
    Arguments, AtomicNodeIndex, BoolOp, Expr, ExprBoolOp, ExprCall, ExprContext, ExprName, Mod, Stmt,
    visitor::{self, Visitor, transformer, transformer::Transformer},
};

/// Builtins of ours: asked before such a value is taken, and given the value when it is taken and where it is read
/// (`watching.rs`).
pub(crate) const UNREAD: &str = "__limbeck_unread__";
pub(crate) const TAKEN: &str = "__limbeck_taken__";
pub(crate) const READ: &str = "__limbeck_read__";

/// Functions that tell the time, or make something new.
const TELLING: [&str; 11] = [
    "monotonic",
    "monotonic_ns",
    "now",
    "perf_counter",
    "time",
    "time_ns",
    "today",
    "utcnow",
    "uuid1",
    "uuid4",
    "uuid7",
];

/// What makes another value of theirs, and does nothing else.
const MAKING: [&str; 4] = ["float", "int", "round", "str"];
const METHODS: [&str; 7] = ["astimezone", "date", "isoformat", "replace", "strftime", "timestamp", "total_seconds"];
const PARTS: [&str; 4] = ["bytes", "hex", "int", "year"];

/// Words by which a variable is read without its name.
const READING: [&str; 18] = [
    "__builtins__",
    "__closure__",
    "__traceback__",
    "_getframe",
    "builtins",
    "cell_contents",
    "cr_frame",
    "currentframe",
    "eval",
    "exec",
    "f_locals",
    "gc",
    "gi_frame",
    "globals",
    "locals",
    "stack",
    "tb_frame",
    "vars",
];

/// Modules of which these functions are.
const OF_CLOCKS: [&str; 3] = ["datetime", "time", "uuid"];

/// Has the variables of a file tell when they are read.
pub(crate) fn mark(file: &mut Mod) {
    let Mod::Module(module) = file else { return };
    let mut variables = Variables::default();
    variables.visit_body(&module.body);
    if variables.has_other_ways {
        return;
    }
    let owned = |names: &HashSet<&str>| names.iter().map(|name| (*name).to_owned()).collect::<HashSet<String>>();
    let clocks = owned(&variables.clocks);
    let names = owned(&variables.told.difference(&variables.other).copied().collect());
    if !names.is_empty() {
        Marks { names, clocks }.visit_body(&mut module.body);
    }
}

/// Whether evaluating this asks for a time, and does nothing that anybody could notice; `is_clock` knows the names that
/// are imported from the modules of clocks.
fn tells_time(value: &Expr, is_clock: &dyn Fn(&str) -> bool) -> bool {
    match value {
        Expr::Call(call) => match &*call.func {
            Expr::Name(name) if MAKING.contains(&name.id.as_str()) => {
                call.arguments.keywords.is_empty()
                    && matches!(&*call.arguments.args, [made] if tells_time(made, is_clock))
            }
            Expr::Name(name) => TELLING.contains(&name.id.as_str()) && is_clock(&name.id) && are_names(&call.arguments),
            Expr::Attribute(method)
                if METHODS.contains(&method.attr.as_str()) && tells_time(&method.value, is_clock) =>
            {
                are_names(&call.arguments)
            }
            Expr::Attribute(function) => {
                TELLING.contains(&function.attr.as_str())
                    && first_name(&function.value).is_some_and(is_clock)
                    && are_names(&call.arguments)
            }
            _ => false,
        },
        Expr::Attribute(part) => PARTS.contains(&part.attr.as_str()) && tells_time(&part.value, is_clock),
        Expr::BinOp(sum) => tells_time(&sum.left, is_clock) && sum.right.is_number_literal_expr(),
        _ => false,
    }
}

/// `datetime` of `datetime.datetime`.
fn first_name(value: &Expr) -> Option<&str> {
    match value {
        Expr::Attribute(attribute) => first_name(&attribute.value),
        Expr::Name(name) => Some(name.id.as_str()),
        _ => None,
    }
}

fn are_names(arguments: &Arguments) -> bool {
    arguments.args.iter().chain(arguments.keywords.iter().map(|keyword| &keyword.value)).all(is_name)
}

/// `timezone.utc`, `None`, `'%Y'`.
fn is_name(value: &Expr) -> bool {
    match value {
        Expr::Attribute(attribute) => is_name(&attribute.value),
        Expr::Name(_) | Expr::NoneLiteral(_) | Expr::StringLiteral(_) | Expr::NumberLiteral(_) => true,
        _ => false,
    }
}

/// The variable that a statement gives a time.
fn told<'a>(statement: &'a Stmt, is_clock: &dyn Fn(&str) -> bool) -> Option<&'a ExprName> {
    let (target, value) = match statement {
        Stmt::Assign(assign) => match &assign.targets[..] {
            [target] => (target, &assign.value),
            _ => return None,
        },
        Stmt::AnnAssign(assign) => (&*assign.target, assign.value.as_ref()?),
        _ => return None,
    };
    target.as_name_expr().filter(|_| tells_time(value, is_clock))
}

/// The variables of a file.
#[derive(Default)]
struct Variables<'a> {
    told: HashSet<&'a str>,
    /// Names that are imported from the modules of clocks; imports come before what uses them.
    clocks: HashSet<&'a str>,
    /// Names that others can reach, or that change what they hold.
    other: HashSet<&'a str>,
    has_other_ways: bool,
    is_in_function: bool,
}

impl<'a> Variables<'a> {
    fn import(&mut self, module: &str, name: &'a str) {
        if OF_CLOCKS.contains(&module) {
            self.clocks.insert(name);
        }
        self.has_other_ways |= READING.contains(&module) || READING.contains(&name);
    }
}

impl<'a> Visitor<'a> for Variables<'a> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        let outer = self.is_in_function;
        match statement {
            Stmt::FunctionDef(_) => self.is_in_function = true,
            Stmt::ClassDef(_) => self.is_in_function = false,
            Stmt::Global(global) => self.other.extend(global.names.iter().map(|name| name.as_str())),
            Stmt::Nonlocal(nonlocal) => self.other.extend(nonlocal.names.iter().map(|name| name.as_str())),
            Stmt::Import(import) => {
                for alias in &import.names {
                    self.import(&alias.name, alias.asname.as_ref().unwrap_or(&alias.name));
                }
            }
            Stmt::ImportFrom(import) => {
                for alias in &import.names {
                    let module = import.module.as_ref().filter(|_| import.level == 0);
                    self.import(
                        module.map_or("", |module| module.as_str()),
                        alias.asname.as_ref().unwrap_or(&alias.name),
                    );
                }
            }
            Stmt::AugAssign(assign) => self.other.extend(assign.target.as_name_expr().map(|name| name.id.as_str())),
            _ => {}
        }
        self.told.extend(told(statement, &|name| self.clocks.contains(name)).map(|name| name.id.as_str()));
        visitor::walk_stmt(self, statement);
        self.is_in_function = outer;
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        match expression {
            Expr::Name(name) if name.ctx.is_store() && !self.is_in_function => {
                self.other.insert(name.id.as_str());
            }
            Expr::Name(name) => self.has_other_ways |= READING.contains(&name.id.as_str()),
            Expr::Attribute(attribute) => self.has_other_ways |= READING.contains(&attribute.attr.as_str()),
            _ => {}
        }
        visitor::walk_expr(self, expression);
    }
}

struct Marks {
    names: HashSet<String>,
    clocks: HashSet<String>,
}

impl Transformer for Marks {
    fn visit_stmt(&self, statement: &mut Stmt) {
        transformer::walk_stmt(self, statement);
        let target = told(statement, &|name| self.clocks.contains(name))
            .filter(|name| self.names.contains(name.id.as_str()))
            .cloned();
        let value = match statement {
            Stmt::Assign(assign) => Some(&mut assign.value),
            Stmt::AnnAssign(assign) => assign.value.as_mut(),
            _ => None,
        };
        if let (Some(target), Some(value)) = (target, value) {
            let asked = Expr::BoolOp(ExprBoolOp {
                node_index: AtomicNodeIndex::NONE,
                range: target.range,
                op: BoolOp::Or,
                values: vec![call(UNREAD, &target, Vec::new()), (**value).clone()],
            });
            **value = call(TAKEN, &target, vec![asked]);
        }
    }

    fn visit_expr(&self, expression: &mut Expr) {
        transformer::walk_expr(self, expression);
        if let Expr::Name(name) = expression
            && name.ctx.is_load()
            && self.names.contains(name.id.as_str())
        {
            *expression = call(READ, &name.clone(), vec![Expr::Name(name.clone())]);
        }
    }
}

/// The call of a builtin of ours at the place of a name.
fn call(function: &str, place: &ExprName, arguments: Vec<Expr>) -> Expr {
    let node_index = || AtomicNodeIndex::NONE;
    let range = place.range;
    let function = ExprName { node_index: node_index(), range, id: function.into(), ctx: ExprContext::Load };
    let arguments = Arguments { node_index: node_index(), range, args: arguments.into(), keywords: Box::default() };
    Expr::Call(ExprCall { node_index: node_index(), range, func: Box::new(Expr::Name(function)), arguments })
}

#[cfg(test)]
mod tests {
    use crate::compile::parse;

    /// How often the lines of a function take a value that is watched, and read one.
    #[track_caller]
    fn check(expected: (usize, usize), lines: &str) {
        let source = format!(
            "import time, uuid\nfrom datetime import datetime, timezone\nfrom uuid import uuid4\n\ndef upgrade():\n    {}\n",
            lines.replace('\n', "\n    ")
        );
        let mut syntax = parse(&source).expect("the test's source is Python");
        super::mark(&mut syntax);
        let text = format!("{syntax:?}");
        assert_eq!((text.matches(super::UNREAD).count(), text.matches(super::READ).count()), expected, "{lines}");
    }

    #[test]
    fn a_variable_that_holds_a_time_tells_when_it_is_read() {
        check((1, 1), "now = int(time.time())\nfor row in rows:\n    row.update(at=now)");
        check((1, 1), "now: int = time.time_ns() // 1000\nprint(f'{now}')");
        check((1, 0), "now = datetime.now(timezone.utc).replace(tzinfo=None)");
        check((1, 2), "new = str(uuid.uuid4())\ndef inner():\n    return new + new");
        check((1, 1), "new = uuid4().hex\n[new for _ in rows]");
    }

    #[test]
    fn what_holds_something_else_or_is_read_without_its_name_does_not() {
        check((0, 0), "now = time.time() - start()");
        check((0, 0), "now = clock()\nprint(now)");
        check((0, 0), "now = time.time()\nnow += 1");
        check((0, 0), "global now\nnow = time.time()");
        check((0, 0), "now = time.time()\nprint(locals())");
        check((0, 0), "class Facts:\n    now = time.time()");
        check((0, 0), "row.now = time.time()");
        check((0, 0), "now, new = time.time(), 1");
        check((0, 0), "now = Later.now()");
        check((0, 0), "from builtins import eval as look\nnow = time.time()");
    }
}

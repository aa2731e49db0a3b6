//! What a file learns of the world outside the project when it is executed: clocks, chance, networks, other programs.
//!
//! What the models declare is kept between runs only where the models, and what they import, learn nothing of it.

use std::collections::HashSet;

use ruff_python_ast::{
    Expr, Mod, Stmt,
    visitor::{self, Visitor},
};
use serde::{Deserialize, Serialize};

use crate::{
    declaring_words::is_describing,
    plain::{COMPUTING, root},
};

/// What a file, or what it calls, may learn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct World {
    /// It asks when it is executed, or imports a module whose purpose it is.
    pub(crate) is_asked: bool,
    /// One of its functions asks.
    pub(crate) is_asked_by_functions: bool,
    /// It calls functions of the project, as far as their names tell, when it is executed.
    pub(crate) calls_functions: bool,
    /// It makes objects of classes of the project likewise.
    pub(crate) makes_objects: bool,
    /// It may ask in a way that nobody sees when it happens (`watching.rs` sees clocks and files).
    pub(crate) is_unwatched: bool,
}

impl World {
    pub(crate) fn of(file: &Mod) -> Self {
        let mut asking = Asking::default();
        if let Mod::Module(module) = file {
            asking.visit_body(&module.body);
        }
        asking.found
    }
}

/// Modules by which a file learns what is not in the project.
const WORLDLY: [&str; 29] = [
    "aiohttp",
    "azure",
    "boto3",
    "botocore",
    "consul",
    "ctypes",
    "getpass",
    "google",
    "grpc",
    "http",
    "httpx",
    "hvac",
    "platform",
    "pwd",
    "psutil",
    "random",
    "redis",
    "requests",
    "secrets",
    "select",
    "smtplib",
    "socket",
    "sqlite3",
    "ssl",
    "subprocess",
    "tempfile",
    "time",
    "urllib",
    "urllib3",
];

/// Those of them whose use cannot be watched.
const UNWATCHED: [&str; 16] = [
    "ctypes",
    "ftplib",
    "getpass",
    "http",
    "imaplib",
    "multiprocessing",
    "poplib",
    "pwd",
    "random",
    "select",
    "smtplib",
    "socket",
    "sqlite3",
    "subprocess",
    "urllib",
    "xmlrpc",
];

/// Their modules that are loaded by whoever reaches them, however that is written.
const LOADED: [&str; 19] = [
    "_random",
    "_socket",
    "ctypes",
    "ftplib",
    "getpass",
    "http.client",
    "http.server",
    "imaplib",
    "multiprocessing",
    "poplib",
    "random",
    "secrets",
    "select",
    "smtplib",
    "socket",
    "sqlite3",
    "subprocess",
    "urllib.request",
    "xmlrpc",
];

/// Whether one of these modules is loaded, by `is_loaded`: then something may have been asked that nobody saw.
pub(crate) fn may_have_been_asked(is_loaded: impl Fn(&str) -> bool) -> bool {
    LOADED.iter().any(|module| is_loaded(module))
}

/// Words by which a file asks past what is watched: readers of files of their own, what is typed, times of log lines.
const PAST_WATCHING: [&str; 15] = [
    "FileIO",
    "LogRecord",
    "__stdin__",
    "_io",
    "_random",
    "get_data",
    "get_ident",
    "getrusage",
    "makeLogRecord",
    "open_code",
    "relativeCreated",
    "run_module",
    "run_path",
    "runpy",
    "stdin",
];

/// Builtins likewise: what is typed, and what is another number in each process.
const PAST_WATCHING_BUILTINS: [&str; 2] = ["hash", "input"];

/// A variable that is another one in each test of a suite, and is no reason to run anything again, unless a file speaks of
/// it.
pub(crate) const OF_EACH_TEST: &str = "PYTEST_CURRENT_TEST";

/// Parts of such packages that ask nobody.
const WORDS: [(&str, &str); 4] =
    [("urllib", "parse"), ("urllib", "error"), ("http", "HTTPStatus"), ("http", "HTTPMethod")];

/// Functions and methods likewise; `open()` is none, as the content of the file is known.
const ASKING: [&str; 26] = [
    "exists",
    "getcwd",
    "getloadavg",
    "getmtime",
    "getpid",
    "getsize",
    "input",
    "is_dir",
    "is_file",
    "isdir",
    "isfile",
    "iterdir",
    "listdir",
    "lexists",
    "now",
    "popen",
    "scandir",
    "stat",
    "system",
    "today",
    "uname",
    "urandom",
    "utcnow",
    "uuid1",
    "uuid4",
    "uuid7",
];

/// What of `sys` tells how the program was called.
const OF_THE_CALL: [&str; 2] = ["argv", "stdin"];

/// Packages whose functions do not call the project's.
const FOREIGN: [&str; 11] = [
    "argparse",
    "decouple",
    "dotenv",
    "environs",
    "itertools",
    "logging",
    "operator",
    "os",
    "pathlib",
    "pydantic_settings",
    "sys",
];

#[derive(Default)]
struct Asking<'a> {
    /// Names that do not lead to functions of the project.
    foreign: HashSet<&'a str>,
    is_in_function: bool,
    found: World,
}

impl<'a> Asking<'a> {
    fn import(&mut self, module: &str, imported: &str, name: &'a str) {
        let package = root(module);
        // `urllib.parse` and `http.HTTPStatus` are words, no networks.
        let is_of_words =
            WORDS.iter().any(|(of, part)| module == format!("{of}.{part}") || (module == *of && imported == *part));
        self.found.is_asked |= WORLDLY.contains(&package) && !is_of_words;
        self.found.is_unwatched |= UNWATCHED.contains(&package) && !is_of_words;
        self.found.is_unwatched |= [package, imported].iter().any(|word| PAST_WATCHING.contains(word));
        if is_describing(package) || FOREIGN.contains(&package) {
            self.foreign.insert(name);
        }
    }

    fn ask(&mut self) {
        if self.is_in_function {
            self.found.is_asked_by_functions = true;
        } else {
            self.found.is_asked = true;
        }
    }

    fn call(&mut self, function: &'a Expr) {
        let first = first_name(function);
        let name = match function {
            Expr::Attribute(attribute) => attribute.attr.as_str(),
            Expr::Name(name) => name.id.as_str(),
            _ => return,
        };
        // `func.now()` of SQLAlchemy is asked of the database.
        if ASKING.contains(&name) && first != "func" && first != "sa" {
            self.ask();
        }
        if self.is_in_function || self.foreign.contains(first) || COMPUTING.contains(&first) {
            return;
        }
        if name.starts_with(|letter: char| letter.is_ascii_uppercase()) {
            self.found.makes_objects = true;
        } else {
            self.found.calls_functions = true;
        }
    }
}

/// The name that a dotted expression begins with.
fn first_name(value: &Expr) -> &str {
    match value {
        Expr::Name(name) => name.id.as_str(),
        Expr::Attribute(attribute) => first_name(&attribute.value),
        Expr::Subscript(subscript) => first_name(&subscript.value),
        Expr::Call(call) => first_name(&call.func),
        _ => "",
    }
}

impl<'a> Visitor<'a> for Asking<'a> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::Import(import) => {
                for alias in &import.names {
                    let package = root(alias.name.as_str());
                    let name = alias.asname.as_ref().map_or(package, |name| name.as_str());
                    self.import(alias.name.as_str(), "", name);
                }
            }
            Stmt::ImportFrom(import) if import.level == 0 => {
                let module = import.module.as_ref().map_or("", |module| module.as_str());
                for alias in &import.names {
                    let name = alias.asname.as_ref().unwrap_or(&alias.name);
                    self.import(module, alias.name.as_str(), name.as_str());
                }
            }
            _ => {}
        }
        if let Stmt::FunctionDef(function) = statement {
            // Decorators are called now, the body later.
            for decorator in &function.decorator_list {
                self.visit_decorator(decorator);
            }
            self.visit_parameters(&function.parameters);
            let outer = self.is_in_function;
            self.is_in_function = true;
            self.visit_body(&function.body);
            self.is_in_function = outer;
        } else {
            visitor::walk_stmt(self, statement);
        }
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        match expression {
            Expr::Call(call) => self.call(&call.func),
            Expr::Attribute(attribute) if OF_THE_CALL.contains(&attribute.attr.as_str()) => self.ask(),
            _ => {}
        }
        self.found.is_unwatched |= match expression {
            Expr::Attribute(attribute) => PAST_WATCHING.contains(&attribute.attr.as_str()),
            Expr::Name(name) if name.ctx.is_load() => {
                PAST_WATCHING.contains(&name.id.as_str()) || PAST_WATCHING_BUILTINS.contains(&name.id.as_str())
            }
            // `getattr(sys, 'stdin')`
            Expr::StringLiteral(text) => matches!(text.value.to_str(), OF_EACH_TEST | "stdin" | "__stdin__"),
            _ => false,
        };
        let outer = self.is_in_function;
        self.is_in_function |= expression.is_lambda_expr();
        visitor::walk_expr(self, expression);
        self.is_in_function = outer;
    }
}

#[cfg(test)]
mod tests {
    use super::World;

    #[track_caller]
    fn check(source: &str, expected: &str) {
        let syntax = crate::compile::parse(source).expect("the test's source is Python");
        let World { is_asked, is_asked_by_functions, calls_functions, makes_objects, is_unwatched } =
            World::of(&syntax);
        let words = [
            (is_asked, "asked"),
            (is_asked_by_functions, "asked by functions"),
            (calls_functions, "calls functions"),
            (makes_objects, "makes objects"),
            (is_unwatched, "unwatched"),
        ];
        let found: Vec<_> = words.iter().filter(|(is, _)| *is).map(|(_, word)| *word).collect();
        assert_eq!(found.join(", "), expected, "{source}");
    }

    #[test]
    fn modules_of_the_world_are_doubts_wherever_they_are_imported() {
        check("import secrets\n", "asked");
        check("import random\n", "asked, unwatched");
        check("import urllib.parse\nfrom urllib.parse import quote\nfrom http import HTTPStatus\n", "");
        check("from urllib import parse, request\n", "asked, unwatched");
        check("def f():\n    from urllib.request import urlopen\n", "asked, unwatched");
        check("from .random import x\n", "");
    }

    #[test]
    fn a_clock_is_asked_now_or_by_a_function() {
        check("from datetime import datetime\nNOW = datetime.now()\n", "asked");
        check("from datetime import datetime\ndef now():\n    return datetime.now()\n", "asked by functions");
        check("from datetime import datetime\nf = lambda: datetime.now()\n", "asked by functions");
        check("from sqlalchemy import func\nx = func.now()\n", "");
        check("import sys\nIS_TEST = 'pytest' in sys.argv\n", "asked");
    }

    #[test]
    fn calls_of_the_project_are_told_from_those_of_libraries() {
        check("from dotenv import load_dotenv\nimport os\nload_dotenv()\nX = str(os.getenv('X'))\n", "");
        check("from app.names import prefix\nX = prefix()\n", "calls functions");
        check("def f():\n    pass\nclass A:\n    x = f()\n", "calls functions");
        check("class Settings:\n    pass\nsettings = Settings()\n", "makes objects");
    }
}

//! What can be said of a file of the project before it is executed.

use ruff_python_ast::{
    ExceptHandler, Expr, Mod, Stmt,
    visitor::{self, Visitor},
};
use ruff_source_file::LineIndex;
use serde::{Deserialize, Serialize};

use crate::{compile::parse, declares::only_declares, declaring_words::UNNOTICED, plain::root, world::World};

/// A file as `python/_waiting.py` needs to know it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Outline {
    /// Of a file that only declares.
    pub(crate) declared: Option<Names>,
    /// The lines, from and to, in which something catches what an import raises.
    pub(crate) guarded: Vec<(usize, usize)>,
    /// The names that `except` clauses speak of: a class there has to be the class itself.
    pub(crate) caught: Vec<String>,
    /// What it learns of the world outside the project.
    pub(crate) world: World,
    /// What it imports anywhere: level, module, names.
    pub(crate) imports: Vec<(u32, String, Vec<String>)>,
}

/// What a file that only declares binds and imports.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Names {
    /// Python source that performs the imports, each in its own line, and binds nothing.
    pub(crate) imports: String,
    pub(crate) binds: Vec<String>,
    /// Those of them that hold a class or MetaData.
    pub(crate) classes: Vec<String>,
}

impl Outline {
    /// Reads a file; `None`: it is no Python.
    pub(crate) fn of(source: &str) -> Option<Self> {
        let syntax = parse(source)?;
        let lines = LineIndex::from_source_text(source);
        let mut facts = Facts { lines: &lines, outline: Self::default() };
        if let Some(declared) = only_declares(&syntax) {
            let names = Names {
                imports: imports(&declared.imports, &lines),
                binds: sorted(declared.binds),
                classes: sorted(declared.classes),
            };
            for statement in declared.imports {
                facts.note_import(statement);
            }
            return Some(Self { declared: Some(names), world: World::of(&syntax), ..facts.outline });
        }
        if let Mod::Module(module) = &syntax {
            facts.visit_body(&module.body);
        }
        Some(Self { world: World::of(&syntax), ..facts.outline })
    }
}

fn sorted<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut names: Vec<String> = names.into_iter().map(str::to_owned).collect();
    names.sort();
    names
}

/// Whether anybody notices when a module is imported: what nobody notices can wait as well.
fn is_noticed(module: &str) -> bool {
    !UNNOTICED.contains(&root(module))
}

/// Writes calls of `__import__` where the import statements stand, so that frames name the right lines.
fn imports(statements: &[&Stmt], lines: &LineIndex) -> String {
    let mut text = String::new();
    let mut line = 1;
    for statement in statements {
        let (start, calls) = match statement {
            Stmt::Import(import) => {
                let modules = import.names.iter().map(|alias| alias.name.as_str()).filter(|module| is_noticed(module));
                let calls = modules.map(|module| format!("__import__({module:?}, globals())"));
                (import.range.start(), calls.collect::<Vec<_>>().join("; "))
            }
            Stmt::ImportFrom(import) => {
                let module = import.module.as_ref().map_or("", |module| module.as_str());
                if import.level == 0 && !is_noticed(module) {
                    continue;
                }
                let names: String = import.names.iter().map(|alias| format!("{:?}, ", alias.name.as_str())).collect();
                let call = format!("__import__({module:?}, globals(), None, ({names}), {})", import.level);
                (import.range.start(), call)
            }
            _ => continue,
        };
        if calls.is_empty() {
            continue;
        }
        let wanted = lines.line_index(start).get();
        if line == wanted && !text.is_empty() {
            text.push_str("; ");
        }
        while line < wanted {
            text.push('\n');
            line += 1;
        }
        text.push_str(&calls);
    }
    text.push('\n');
    text
}

struct Facts<'a> {
    lines: &'a LineIndex,
    outline: Outline,
}

impl Facts<'_> {
    fn note_import(&mut self, statement: &Stmt) {
        match statement {
            Stmt::Import(import) => {
                for alias in &import.names {
                    self.outline.imports.push((0, alias.name.as_str().to_owned(), Vec::new()));
                }
            }
            Stmt::ImportFrom(import) => {
                let module = import.module.as_ref().map_or("", |module| module.as_str());
                let names = import.names.iter().map(|alias| alias.name.as_str().to_owned()).collect();
                self.outline.imports.push((import.level, module.to_owned(), names));
            }
            _ => {}
        }
    }
}

impl<'a> Visitor<'a> for Facts<'a> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        self.note_import(statement);
        match statement {
            Stmt::Try(attempt) => {
                if let Some(ExceptHandler::ExceptHandler(first)) = attempt.handlers.first() {
                    let line = |offset| self.lines.line_index(offset).get();
                    self.outline.guarded.push((line(attempt.range.start()), line(first.range.start())));
                }
            }
            // `with suppress(ImportError):`
            Stmt::With(block) => {
                let line = |offset| self.lines.line_index(offset).get();
                self.outline.guarded.push((line(block.range.start()), line(block.range.end())));
            }
            _ => {}
        }
        visitor::walk_stmt(self, statement);
    }

    fn visit_except_handler(&mut self, handler: &'a ExceptHandler) {
        let ExceptHandler::ExceptHandler(clause) = handler;
        let caught: &[Expr] = match clause.type_.as_deref() {
            Some(Expr::Tuple(tuple)) => &tuple.elts,
            Some(one) => std::slice::from_ref(one),
            None => &[],
        };
        for class in caught {
            let name = match class {
                Expr::Attribute(attribute) => attribute.attr.as_str(),
                Expr::Name(name) => name.id.as_str(),
                _ => continue,
            };
            self.outline.caught.push(name.to_owned());
        }
        visitor::walk_except_handler(self, handler);
    }
}

#[cfg(test)]
mod tests {
    use super::Outline;

    #[track_caller]
    fn outline(source: &str) -> Outline {
        Outline::of(source).expect("the test's source is Python")
    }

    #[test]
    fn imports_are_performed_in_their_own_lines_and_bind_nothing() {
        let declared = outline(
            "\"\"\"Doc.\"\"\"\n\nimport a.b as c; import d\nfrom . import e\nfrom .f import (\n    G,\n    H as I,\n)\n",
        );
        let names = declared.declared.expect("it only declares");
        assert_eq!(
            names.imports,
            "\n\n__import__(\"a.b\", globals()); __import__(\"d\", globals())\n\
             __import__(\"\", globals(), None, (\"e\", ), 1)\n\
             __import__(\"f\", globals(), None, (\"G\", \"H\", ), 1)\n"
        );
        assert_eq!(names.binds, ["G", "I", "c", "d", "e"]);
        assert_eq!(names.classes, Vec::<String>::new());
    }

    #[test]
    fn imports_that_nobody_notices_wait_too() {
        let source =
            "import sqlalchemy as sa, app.base\nfrom sqlalchemy.orm import Mapped\nimport re\nfrom .re import x\n";
        let names = outline(source).declared.expect("it only declares");
        assert_eq!(
            names.imports,
            "__import__(\"app.base\", globals())\n\n\n__import__(\"re\", globals(), None, (\"x\", ), 1)\n"
        );
        assert!(names.binds.contains(&"Mapped".to_owned()));
    }

    #[test]
    fn constants_are_no_classes() {
        let source = "from sqlalchemy import MetaData\nfrom app import Base, SCHEMA\nMETA = MetaData()\nNAME = 'x'\n\
                      class User(Base):\n    pass\n";
        let names = outline(source).declared.expect("it only declares");
        assert_eq!(names.classes, ["Base", "META", "MetaData", "User"]);
    }

    #[test]
    fn lines_whose_errors_are_caught_are_known() {
        let source = "try:\n    import a\n    import b\nexcept ImportError:\n    import c\nwith x():\n    import d\n\
                      try:\n    import e\nfinally:\n    pass\n";
        let outline = outline(source);
        assert_eq!(outline.guarded, [(1, 4), (6, 7)]);
        assert_eq!(outline.caught, ["ImportError"]);
    }
}

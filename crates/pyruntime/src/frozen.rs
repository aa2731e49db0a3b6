//! What is frozen into the program: the library's modules and our shims, decoded before Python asks for them.
//!
//! A quarter of a start is decoding of bytecode. The host's thread does it while the interpreter is being built.

use std::{
    collections::HashMap,
    sync::{Arc, Condvar, Mutex},
};

use rustpython_vm::{
    Context, PyRef,
    builtins::PyCode,
    frozen::{FrozenLib, FrozenModule},
    py_freeze,
};

/// The folder `python/`, compiled to bytecode when this crate is built: a syntax error in a shim is a build error.
pub(crate) static SHIMS: &FrozenLib = py_freeze!(dir = "../python", crate_name = "rustpython_vm");

/// What every run imports, in that order; a name too many costs time on the other core, a missing one on this.
const START: &[&str] = &[
    "_host",
    "alembic",
    "alembic._run",
    "_environment",
    "_waiting",
    "alembic.config",
    "os",
    "abc",
    "stat",
    "_collections_abc",
    "posixpath",
    "genericpath",
    "alembic._sections",
    "alembic.util",
    "alembic.util.exc",
    "alembic.runtime",
    "alembic.runtime.environment",
    "alembic.context",
    "alembic._proxy",
    "alembic._established",
    "sqlalchemy",
    "sqlalchemy._lazy",
    "sqlalchemy._running",
    "alembic.op",
    "alembic.runtime.migration",
    "alembic._lower",
    "alembic.script",
    "alembic.script.base",
    "alembic.script.revision",
    "_finder",
    "logging",
    "logging._records",
    "logging._outputs",
    "logging._adapter",
    "logging.config",
    "sqlalchemy.engine",
    "sqlalchemy.engine.create",
    "sqlalchemy.engine.url",
    "sqlalchemy.pool",
    "_stand_ins",
    "logging._ini",
    "_proxies",
    "operator",
    "sqlalchemy.engine.base",
    "sqlalchemy.engine.transactions",
    "sqlalchemy.engine.default",
];

/// Code of frozen modules, decoded or about to be.
#[derive(Clone)]
pub(crate) struct DecodeAhead {
    shared: Arc<(Mutex<HashMap<&'static str, Module>>, Condvar)>,
}

enum Module {
    Frozen(FrozenModule),
    BeingDecoded,
    Decoded(PyRef<PyCode>),
}

const UNPOISONED: &str = "no thread panics while it holds the lock";

impl Default for DecodeAhead {
    fn default() -> Self {
        let libraries = rustpython_pylib::FROZEN_STDLIB.decode().chain(SHIMS.decode());
        let wanted = libraries.filter(|(name, _)| START.contains(name));
        let modules = wanted.map(|(name, module)| (name, Module::Frozen(module))).collect();
        Self { shared: Arc::new((Mutex::new(modules), Condvar::new())) }
    }
}

impl DecodeAhead {
    /// Decodes what a start imports and nobody has taken yet.
    pub(crate) fn decode(&self) {
        let context = Context::genesis();
        for name in START {
            let Some(module) = self.begin(name) else { continue };
            let code = context.new_code(module.code);
            self.shared.0.lock().expect(UNPOISONED).insert(name, Module::Decoded(code));
            self.shared.1.notify_all();
        }
    }

    fn begin(&self, name: &'static str) -> Option<FrozenModule> {
        let mut modules = self.shared.0.lock().expect(UNPOISONED);
        let Some(Module::Frozen(module)) = modules.get(name) else { return None };
        let module = *module;
        modules.insert(name, Module::BeingDecoded);
        Some(module)
    }

    /// Takes the code of a module, waiting for it if it is on its way; `None`: decode it yourself.
    pub(crate) fn take(&self, name: &str) -> Option<PyRef<PyCode>> {
        let mut modules = self.shared.0.lock().expect(UNPOISONED);
        while let Some(Module::BeingDecoded) = modules.get(name) {
            modules = self.shared.1.wait(modules).expect(UNPOISONED);
        }
        match modules.remove(name)? {
            Module::Decoded(code) => Some(code),
            Module::Frozen(_) | Module::BeingDecoded => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_start_imports_is_frozen_and_taken_once() {
        let ahead = DecodeAhead::default();
        ahead.decode();
        for name in START {
            assert!(ahead.take(name).is_some(), "{name}");
            assert!(ahead.take(name).is_none(), "{name}");
        }
    }

    #[test]
    fn what_python_took_undecoded_is_not_decoded_any_more() {
        let ahead = DecodeAhead::default();
        assert!(ahead.take(START[0]).is_none());
        ahead.decode();
        assert!(ahead.take(START[0]).is_none());
        assert!(ahead.take(START[1]).is_some());
    }
}

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
    frozen::{FrozenCodeObject, FrozenLib, FrozenModule},
    py_freeze,
};

/// The folder `python/`, compiled to bytecode when this crate is built: a syntax error in a shim is a build error.
const SHIMS: &FrozenLib = py_freeze!(dir = "../python", crate_name = "rustpython_vm");

const LIBRARY: &FrozenLib = rustpython_pylib::FROZEN_STDLIB;

type Frozen = (&'static str, FrozenModule);

/// The names again, by themselves: they are all read at each start, and what lies between them is not.
static NAMES_OF_LIBRARY: [u8; length_of_names(LIBRARY)] = names(LIBRARY);
static OUR_NAMES: [u8; length_of_names(SHIMS)] = names(SHIMS);

static MODULES_OF_LIBRARY: [Frozen; count(LIBRARY)] = modules(LIBRARY, &NAMES_OF_LIBRARY);
static OUR_MODULES: [Frozen; count(SHIMS)] = modules(SHIMS, &OUR_NAMES);

/// Every module that is frozen in, ours last: they go before the library's.
pub(crate) fn all() -> impl Iterator<Item = Frozen> {
    MODULES_OF_LIBRARY.iter().chain(&OUR_MODULES).copied()
}

const fn count(library: &FrozenLib) -> usize {
    read_number(&library.bytes).0
}

/// Says where each module lies, when this crate is compiled: to look for them at each start is to read all of them.
const fn modules<const COUNT: usize>(library: &'static FrozenLib, mut names: &'static [u8]) -> [Frozen; COUNT] {
    let mut found = [("", FrozenModule { code: FrozenCodeObject { bytes: &[] as &[u8] }, package: false }); COUNT];
    let mut rest = read_number(&library.bytes).1;
    let mut at = 0;
    while at < COUNT {
        let (name, module, behind) = read_module(rest);
        let (name, names_behind) = names.split_at(name.len());
        let Ok(name) = str::from_utf8(name) else { panic!("a module's name is UTF-8") };
        found[at] = (name, module);
        (names, rest) = (names_behind, behind);
        at += 1;
    }
    found
}

const fn length_of_names(library: &'static FrozenLib) -> usize {
    let (mut count, mut rest) = read_number(&library.bytes);
    let mut length = 0;
    while count > 0 {
        let (name, _, behind) = read_module(rest);
        length += name.len();
        rest = behind;
        count -= 1;
    }
    length
}

const fn names<const LENGTH: usize>(library: &'static FrozenLib) -> [u8; LENGTH] {
    let mut names = [0; LENGTH];
    let mut rest = read_number(&library.bytes).1;
    let mut at = 0;
    while at < LENGTH {
        let (name, _, behind) = read_module(rest);
        names.split_at_mut(at).1.split_at_mut(name.len()).0.copy_from_slice(name);
        at += name.len();
        rest = behind;
    }
    names
}

/// Returns the first module, and what is behind it.
const fn read_module(bytes: &'static [u8]) -> (&'static [u8], FrozenModule, &'static [u8]) {
    let (name, behind) = read_bytes(bytes);
    let (bytes, behind) = read_bytes(behind);
    let (package, behind) = behind.split_at(1);
    (name, FrozenModule { code: FrozenCodeObject { bytes }, package: package[0] != 0 }, behind)
}

const fn read_number(bytes: &[u8]) -> (usize, &[u8]) {
    let (number, rest) = bytes.split_at(4);
    (u32::from_le_bytes([number[0], number[1], number[2], number[3]]) as usize, rest)
}

const fn read_bytes(bytes: &[u8]) -> (&[u8], &[u8]) {
    let (length, rest) = read_number(bytes);
    rest.split_at(length)
}

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
        let wanted = all().filter(|(name, _)| START.contains(name));
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
    fn every_frozen_module_is_found_where_it_lies() {
        let decoded = LIBRARY.decode().chain(SHIMS.decode());
        let alike = |one: Frozen, other: Frozen| {
            one.0 == other.0 && one.1.package == other.1.package && one.1.code.bytes == other.1.code.bytes
        };
        assert_eq!(all().count(), LIBRARY.decode().len() + SHIMS.decode().len());
        assert!(all().zip(decoded).all(|(one, other)| alike(one, other)));
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

//! Whether user code has put functions of its own into the packages that plain scripts use: then such a script does more
//! than ask for operations, and somebody may notice when it is run.

use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
};

use rustpython_vm::{
    AsObject, Py, PyObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyCode, PyDict, PyFunction, PyList, PyModule, PyStr, PyStrInterned, PyType},
    types::PyTypeFlags,
};

use crate::plain::{DESCRIBING, root};

/// Where a function may hide: in a method's wrapper, a property, a `functools.partial`.
const WRAPPING: [&str; 4] = ["__func__", "fget", "func", "__wrapped__"];

/// What a class of the shims holds functions in that it calls by itself: `@compiles`, `event.listen`.
const CALLED: [&str; 2] = ["_compiled_by", "_listeners"];

/// Listeners of these are called by sessions and connections, which no plain script has.
const OF_SESSIONS: [&str; 3] = ["sqlalchemy.engine", "sqlalchemy.orm", "sqlalchemy.pool"];

/// What the interpreter gives when it has no versions left.
const NO_VERSION: u32 = 0;

/// What was found to have nothing of the user's, by its version: each class and each function has one of its own, and
/// another one after each change.
#[derive(Default)]
struct Clean {
    classes: HashSet<u32>,
    functions: HashSet<u32>,
}

thread_local! {
    static CLEAN: RefCell<Clean> = RefCell::default();
}

/// Looks through the modules that are loaded of these packages and through the classes in them.
///
/// # Errors
/// What reading an attribute raises.
pub(crate) fn is_patched(vm: &VirtualMachine) -> PyResult<bool> {
    let modules = vm.sys_module.get_attr("modules", vm)?;
    let Some(modules) = modules.downcast_ref::<PyDict>() else { return Ok(true) };
    let called = CALLED.map(|name| vm.ctx.intern_str(name));
    let mut look = Look { vm, called, seen: HashSet::new(), wrapping: RefCell::default() };
    for (name, module) in modules.into_iter().collect::<Vec<_>>() {
        let Some(name) = name.downcast_ref::<PyStr>() else { continue };
        let name = name.to_string_lossy();
        if !DESCRIBING.contains(&root(&name)) {
            continue;
        }
        let Some(module) = module.downcast_ref::<PyModule>() else { continue };
        let listens = !OF_SESSIONS.iter().any(|package| name.starts_with(package));
        for (_, value) in module.dict().into_iter().collect::<Vec<_>>() {
            if look.is_users(&value, listens)? {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

struct Look<'vm> {
    vm: &'vm VirtualMachine,
    /// The names of `CALLED`.
    called: [&'static PyStrInterned; 2],
    seen: HashSet<usize>,
    /// What is known of `may_wrap`, by class.
    wrapping: RefCell<HashMap<usize, bool>>,
}

impl Look<'_> {
    /// Whether a value of a module is the user's, or a class with something of the user's in it.
    fn is_users(&mut self, value: &PyObject, listens: bool) -> PyResult<bool> {
        if let Some(class) = value.downcast_ref::<PyType>() {
            return self.has_users(class, listens);
        }
        if value.downcastable::<PyModule>() || value.downcastable::<PyStr>() || value.downcastable::<PyDict>() {
            return Ok(false);
        }
        Ok(self.is_users_function(value)? || self.has_users(value.class(), listens)?)
    }

    fn has_users(&mut self, class: &Py<PyType>, listens: bool) -> PyResult<bool> {
        if !self.seen.insert(class.as_object().get_id()) {
            return Ok(false);
        }
        if listens {
            for name in self.called {
                let called = class.attributes.read().get(name).cloned();
                if let Some(functions) = called.as_deref().and_then(|called| called.downcast_ref::<PyDict>())
                    && self.holds_users(functions)?
                {
                    return Ok(true);
                }
            }
        }
        let version = class.assign_version_tag();
        if CLEAN.with_borrow(|clean| clean.classes.contains(&version)) {
            return Ok(false);
        }
        let attributes: Vec<_> = class.attributes.read().values().cloned().collect();
        for value in attributes {
            if self.is_users_function(&value)? {
                return Ok(true);
            }
        }
        if version != NO_VERSION {
            CLEAN.with_borrow_mut(|clean| clean.classes.insert(version));
        }
        Ok(false)
    }

    /// Whether the instances of a class have one of the attributes in which functions hide.
    fn may_wrap(&self, class: &Py<PyType>) -> bool {
        let find = || WRAPPING.iter().any(|name| class.get_attr(self.vm.ctx.intern_str(*name)).is_some());
        *self.wrapping.borrow_mut().entry(class.as_object().get_id()).or_insert_with(find)
    }

    /// Whether a dictionary, or a list in it, has a function of the user's.
    fn holds_users(&self, functions: &Py<PyDict>) -> PyResult<bool> {
        for (_, value) in functions.into_iter().collect::<Vec<(PyObjectRef, PyObjectRef)>>() {
            let values = match value.downcast_ref::<PyList>() {
                Some(list) => list.borrow_vec().to_vec(),
                None => vec![value],
            };
            for value in values {
                if self.is_users_function(&value)? {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// Whether a value is a function that was compiled from a file, as only the user's are, or wraps one.
    fn is_users_function(&self, value: &PyObject) -> PyResult<bool> {
        if let Some(function) = value.downcast_ref::<PyFunction>() {
            let version = function.get_version_for_current_state();
            if CLEAN.with_borrow(|clean| clean.functions.contains(&version)) {
                return Ok(false);
            }
            let code = function.as_object().get_attr("__code__", self.vm)?;
            let is_of_file = |code: &Py<PyCode>| code.source_path().as_str().ends_with(".py");
            let is_users = code.downcast_ref::<PyCode>().is_some_and(is_of_file);
            if !is_users && version != NO_VERSION {
                CLEAN.with_borrow_mut(|clean| clean.functions.insert(version));
            }
            return Ok(is_users);
        }
        if value.downcastable::<PyType>() || value.class().slots.flags.has_feature(PyTypeFlags::HEAPTYPE) {
            return Ok(false);
        }
        // To ask each value for each name would take longer than all else.
        if value.dict().is_none() && !self.may_wrap(value.class()) {
            return Ok(false);
        }
        for name in WRAPPING {
            if let Some(wrapped) = self.vm.get_attribute_opt(value.to_owned(), name)?
                && wrapped.downcastable::<PyFunction>()
            {
                return self.is_users_function(&wrapped);
            }
        }
        Ok(false)
    }
}

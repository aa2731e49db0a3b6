//! Has Python's own functions tell what they see of the file system: every import, `os.path`, `glob` and `open()` goes
//! through them.

use std::path::PathBuf;

use rustpython_vm::{
    AsObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyBytes, PyStr},
    function::FuncArgs,
};

use crate::seen::{Look, SEEN, Seen};

/// The look that finds an answer of a function again.
type LookAt = fn(String) -> Look;

/// Functions of `posix` whose answer can be had again by looking.
const LOOKING: [(&str, LookAt); 4] =
    [("stat", Look::Place), ("lstat", Look::Place), ("listdir", Look::Folder), ("scandir", Look::Folder)];

/// Functions of `posix` that change something, or tell what no look can find again.
const DOUBTFUL: [&str; 26] = [
    "access",
    "chdir",
    "chmod",
    "chown",
    "execv",
    "execve",
    "fork",
    "getloadavg",
    "link",
    "mkdir",
    "open",
    "pipe",
    "posix_spawn",
    "readlink",
    "remove",
    "rename",
    "replace",
    "rmdir",
    "symlink",
    "system",
    "truncate",
    "uname",
    "unlink",
    "urandom",
    "utime",
    "getrandom",
];

/// Watches from now on, whichever module user code takes the functions from.
pub(crate) fn watch(vm: &VirtualMachine) -> PyResult<()> {
    let posix = vm.import("posix", 0)?;
    let modules = vm.sys_module.get_attr("modules", vm)?;
    let os = modules.get_item("os", vm).ok();
    let replace = |name: &'static str, watcher: &dyn Fn(PyObjectRef) -> PyObjectRef| -> PyResult<()> {
        let Ok(original) = posix.get_attr(name, vm) else { return Ok(()) };
        let watching = watcher(original.clone());
        if let Some(os) = &os
            && os.get_attr(name, vm).is_ok_and(|held| held.is(&original))
        {
            os.set_attr(name, watching.clone(), vm)?;
        }
        posix.set_attr(name, watching, vm)
    };
    for (name, look) in LOOKING {
        replace(name, &|original| looking(name, original, look, vm))?;
    }
    for name in DOUBTFUL {
        replace(name, &|original| doubtful(name, original, vm))?;
    }
    Ok(())
}

fn looking(name: &'static str, original: PyObjectRef, look: LookAt, vm: &VirtualMachine) -> PyObjectRef {
    let watching = move |arguments: FuncArgs, vm: &VirtualMachine| {
        let is_relative_to_another = arguments.kwargs.contains_key("dir_fd");
        match place_of(&arguments, vm).filter(|_| !is_relative_to_another) {
            Some(place) => SEEN.with_borrow_mut(|seen| seen.look(look(place))),
            None => SEEN.with_borrow_mut(Seen::doubt),
        }
        original.call(arguments, vm)
    };
    vm.new_function(name, watching).into()
}

fn doubtful(name: &'static str, original: PyObjectRef, vm: &VirtualMachine) -> PyObjectRef {
    let watching = move |arguments: FuncArgs, vm: &VirtualMachine| {
        SEEN.with_borrow_mut(Seen::doubt);
        original.call(arguments, vm)
    };
    vm.new_function(name, watching).into()
}

/// The absolute path that such a function is given; `None`: it is none, as of a file that is open.
fn place_of(arguments: &FuncArgs, vm: &VirtualMachine) -> Option<String> {
    let given = match arguments.args.first().or_else(|| arguments.kwargs.get("path")) {
        Some(given) if !vm.is_none(given) => given.clone(),
        _ => return absolute("."),
    };
    let named = match given.downcast_ref::<PyStr>() {
        Some(_) => given,
        None => match given.get_attr("__fspath__", vm) {
            Ok(method) => method.call((), vm).ok()?,
            Err(_) => given,
        },
    };
    if let Some(text) = named.downcast_ref::<PyStr>() {
        return absolute(&text.to_string_lossy());
    }
    absolute(std::str::from_utf8(named.downcast_ref::<PyBytes>()?.as_bytes()).ok()?)
}

fn absolute(path: &str) -> Option<String> {
    Some(std::path::absolute(PathBuf::from(path)).ok()?.to_string_lossy().into_owned())
}

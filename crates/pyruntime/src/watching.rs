//! Has Python's own functions tell what they see of the file system and of the clock: every import, `os.path`, `glob`,
//! `open()` and `datetime.now()` goes through them.

use std::{cell::Cell, path::PathBuf};

use rustpython_vm::{
    AsObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyBytes, PyStr},
    frame::FrameRef,
    function::FuncArgs,
};

use crate::{
    seen::{Look, SEEN, Seen},
    unread::{READ, TAKEN, UNREAD},
};

/// Functions of `posix` whose answer can be had again by looking.
const LOOKING: [&str; 4] = ["listdir", "lstat", "scandir", "stat"];

/// Functions of `os.path` and `pathlib` that ask for nothing but what is at a place.
const OF_PLACES: [&str; 6] = ["exists", "is_dir", "isdir", "isfile", "islink", "lexists"];
const PATHS: [&str; 2] = ["genericpath", "pathlib"];

/// Modules of Python's library and of ours that ask for nothing else.
const LOOKING_FOR_PLACES: [&str; 7] =
    ["_finder", "_frozen_importlib_external", "_importing", "glob", "importlib", "os", "posixpath"];

/// Functions of `posix` that change something, or tell what no look can find again.
const DOUBTFUL: [&str; 42] = [
    "access",
    "chdir",
    "chmod",
    "chown",
    "dup",
    "dup2",
    "execv",
    "execve",
    "fchmod",
    "fchown",
    "fork",
    "fstatvfs",
    "ftruncate",
    "getloadavg",
    "getrandom",
    "lchown",
    "link",
    "mkdir",
    "open",
    "pipe",
    "posix_spawn",
    "pread",
    "pwrite",
    "read",
    "readlink",
    "readv",
    "remove",
    "rename",
    "replace",
    "rmdir",
    "sendfile",
    "statvfs",
    "symlink",
    "system",
    "truncate",
    "umask",
    "uname",
    "unlink",
    "urandom",
    "utime",
    "write",
    "writev",
];

/// Functions of `posix` that tell of this process.
const OF_THE_PROCESS: [&str; 3] = ["getpid", "getppid", "times"];

/// Functions of `time` that tell what time it is, or wait for another one.
const CLOCKS: [&str; 17] = [
    "asctime",
    "clock_gettime",
    "clock_gettime_ns",
    "ctime",
    "gmtime",
    "localtime",
    "monotonic",
    "monotonic_ns",
    "perf_counter",
    "perf_counter_ns",
    "process_time",
    "process_time_ns",
    "sleep",
    "strftime",
    "thread_time",
    "time",
    "time_ns",
];

/// Functions of other modules, and where they are copied to under which name: what a thread sees nobody notes, and a UUID of
/// the clock is new.
const ELSEWHERE: [(&str, &str, &str, &str); 3] = [
    ("_thread", "start_joinable_thread", "threading", "_start_joinable_thread"),
    ("_thread", "start_new_thread", "threading", "_start_new_thread"),
    ("_uuid", "generate_time_safe", "uuid", "_generate_time_safe"),
];

/// Packages of ours that note the time of a task, and time and process of a log line: nobody has to see that.
const UNSEEN: [&str; 2] = ["logging", "asyncio"];

/// Packages that ask a clock or chance for who calls them.
const ASKING_FOR_OTHERS: [&str; 3] = ["_pydatetime", "datetime", "uuid"];

/// A line of a frame: where the frame lies, the name of its file, which stays where it is, and the number.
type Line = (usize, usize, usize);

thread_local! {
    /// Where a time is taken that nobody has read yet (`unread.rs`).
    static UNREAD_AT: Cell<Option<Line>> = const { Cell::new(None) };
}

/// Puts into `builtins` what marked code calls.
///
/// # Errors
/// When the module refuses it.
pub(crate) fn hear_of_marks(vm: &VirtualMachine) -> PyResult<()> {
    let take = |vm: &VirtualMachine| UNREAD_AT.set(vm.current_frame().map(|frame| line_of(&frame)));
    let read = |value: PyObjectRef, _: &VirtualMachine| {
        SEEN.with_borrow_mut(Seen::doubt);
        value
    };
    let taken = |value: PyObjectRef, _: &VirtualMachine| {
        UNREAD_AT.set(None);
        value
    };
    vm.builtins.set_attr(UNREAD, vm.new_function("unread", take), vm)?;
    vm.builtins.set_attr(TAKEN, vm.new_function("taken", taken), vm)?;
    vm.builtins.set_attr(READ, vm.new_function("read", read), vm)
}

fn line_of(frame: &FrameRef) -> Line {
    let file = std::ptr::from_ref(frame.code.source_path()).addr();
    (std::ptr::from_ref(&**frame).addr(), file, frame.current_location().line.get())
}

/// Whether what is asked goes into a variable that tells when it is read.
fn is_unread(vm: &VirtualMachine) -> bool {
    let Some(place) = UNREAD_AT.get() else { return false };
    let mut asking = vm.current_frame();
    while let Some(frame) = asking {
        if line_of(&frame) == place {
            return true;
        }
        asking = frame.f_back(vm).filter(|_| is_of(&frame, &ASKING_FOR_OTHERS, vm));
    }
    false
}

/// Whether a module of these packages runs in the frame.
fn is_of(frame: &FrameRef, packages: &[&str], vm: &VirtualMachine) -> bool {
    let is_one = |name: &str| name.split('.').next().is_some_and(|package| packages.contains(&package));
    let name = frame.globals.get_item("__name__", vm);
    name.is_ok_and(|name| name.downcast_ref::<PyStr>().is_some_and(|name| is_one(&name.to_string_lossy())))
}

/// Watches from now on, whichever module user code takes the functions from.
pub(crate) fn watch(vm: &VirtualMachine) -> PyResult<()> {
    let (posix, time) = (vm.import("posix", 0)?, vm.import("time", 0)?);
    let modules = vm.sys_module.get_attr("modules", vm)?;
    let os = modules.get_item("os", vm).ok();
    let in_os = |name| os.as_ref().map(|os| (os, name));
    for name in LOOKING {
        replace(&posix, name, in_os(name), &|original| looking(name, original, vm), vm)?;
    }
    for name in DOUBTFUL {
        replace(&posix, name, in_os(name), &|original| doubtful(name, original, |_| true, vm), vm)?;
    }
    for name in OF_THE_PROCESS {
        replace(&posix, name, in_os(name), &|original| doubtful(name, original, is_seen, vm), vm)?;
    }
    for name in CLOCKS {
        replace(&time, name, None, &|original| doubtful(name, original, is_seen, vm), vm)?;
    }
    for (module, name, user, copy) in ELSEWHERE {
        let Ok(module) = vm.import(module, 0) else { continue };
        let user = modules.get_item(user, vm).ok();
        let copy = user.as_ref().map(|user| (user, copy));
        replace(&module, name, copy, &|original| doubtful(name, original, |_| true, vm), vm)?;
    }
    Ok(())
}

/// Replaces a function in its module, and where the other module has it from there under that name.
fn replace(
    module: &PyObjectRef,
    name: &'static str,
    copy: Option<(&PyObjectRef, &'static str)>,
    watcher: &dyn Fn(PyObjectRef) -> PyObjectRef,
    vm: &VirtualMachine,
) -> PyResult<()> {
    let Ok(original) = module.get_attr(name, vm) else { return Ok(()) };
    let watching = watcher(original.clone());
    if let Some((user, copy)) = copy
        && user.get_attr(copy, vm).is_ok_and(|held| held.is(&original))
    {
        user.set_attr(copy, watching.clone(), vm)?;
    }
    module.set_attr(name, watching, vm)
}

/// Whether somebody asks who may do something with the answer.
fn is_seen(vm: &VirtualMachine) -> bool {
    !vm.current_frame().is_some_and(|frame| is_of(&frame, &UNSEEN, vm))
}

fn looking(name: &'static str, original: PyObjectRef, vm: &VirtualMachine) -> PyObjectRef {
    let watching = move |arguments: FuncArgs, vm: &VirtualMachine| {
        let is_relative_to_another = arguments.kwargs.contains_key("dir_fd");
        let asks_for_place = vm.current_frame().is_some_and(|frame| {
            let is_of_place = OF_PLACES.contains(&frame.code.obj_name.as_str()) && is_of(&frame, &PATHS, vm);
            is_of_place || is_of(&frame, &LOOKING_FOR_PLACES, vm)
        });
        let look: Option<fn(String) -> Look> = match (name, asks_for_place) {
            ("listdir", _) | ("scandir", true) => Some(Look::Folder),
            // Its entries tell more than their names.
            ("scandir", false) => None,
            (_, true) => Some(Look::Place),
            (_, false) => Some(Look::Facts),
        };
        match (place_of(&arguments, vm).filter(|_| !is_relative_to_another), look) {
            (Some(place), Some(look)) => SEEN.with_borrow_mut(|seen| seen.look(look(place))),
            _ => SEEN.with_borrow_mut(Seen::doubt),
        }
        original.call(arguments, vm)
    };
    vm.new_function(name, watching).into()
}

fn doubtful(
    name: &'static str,
    original: PyObjectRef,
    is_doubt: fn(&VirtualMachine) -> bool,
    vm: &VirtualMachine,
) -> PyObjectRef {
    let watching = move |arguments: FuncArgs, vm: &VirtualMachine| {
        if is_doubt(vm) && !is_unread(vm) {
            SEEN.with_borrow_mut(Seen::doubt);
        }
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

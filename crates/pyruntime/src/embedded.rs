//! The embedded Python: RustPython on a thread of its own, our shims frozen in.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Receiver, Sender},
    },
    thread::{self, JoinHandle},
};

use rustpython_vm::{
    Interpreter, InterpreterBuilder, PyResult, Settings, VirtualMachine, builtins::PyBaseExceptionRef,
    gc_state::gc_state, signal,
};
use serde_json::{Value as Json, json};

use crate::{
    Cache, CompileAhead, Failure, Port, attributes,
    compile::STACK,
    frozen::{self, DecodeAhead},
    handoff, mended,
    native::{self, ENDPOINT, Endpoint},
    seen::{Look, SEEN, State},
    transcript::{Circumstances, Facts, Notes, Spoken, TranscriptCache},
    watching,
};

/// How the embedded Python starts.
#[derive(Clone, Debug, Default)]
pub struct EmbeddedSettings {
    /// `sys.argv`, as the program was called.
    pub arguments: Vec<String>,
    /// Where compiled files are kept; `None`: nowhere.
    pub cache: Option<PathBuf>,
    /// The env.py whose run is remembered; `None`: what runs is to run each time.
    pub remembered: Option<PathBuf>,
}

impl EmbeddedSettings {
    /// Where the transcript of the run is kept, if it is remembered: asked before user code runs.
    pub(crate) fn transcripts(&self) -> Option<TranscriptCache> {
        let (directory, env_file) = (self.cache.clone()?, self.remembered.as_ref()?);
        Some(TranscriptCache::new(directory, env_file, &self.arguments, Circumstances::now()))
    }
}

/// A running embedded Python. There is at most one in a process.
pub struct Embedded {
    to_python: Option<Sender<Json>>,
    from_python: Receiver<Spoken>,
    thread: Option<JoinHandle<()>>,
    ahead: CompileAhead,
    frozen: DecodeAhead,
    signals: UserSignals,
    is_silent: Arc<AtomicBool>,
    memory: Option<Memory>,
}

/// The transcript that is taken of a run, and where it belongs.
struct Memory {
    notes: Notes,
    cache: TranscriptCache,
}

/// Stops running Python code from another thread, as Ctrl-C does in CPython.
#[derive(Clone)]
pub struct UserSignals {
    signals: signal::UserSignalSender,
}

impl UserSignals {
    /// Raises `KeyboardInterrupt` at the next instruction of the Python code.
    pub fn interrupt(&self) {
        let raise: signal::UserSignal = Box::new(native::interrupt);
        // If the interpreter has ended there is nothing left to interrupt.
        drop(self.signals.send(raise));
    }
}

impl Embedded {
    /// Starts the interpreter's thread; it works in the background until the first `do` arrives.
    ///
    /// # Errors
    /// When the operating system gives no thread.
    pub fn start(settings: EmbeddedSettings) -> std::io::Result<Self> {
        let transcripts = settings.transcripts();
        Self::remembering(settings, transcripts)
    }

    /// Starts it; the transcript of its run is kept there.
    pub(crate) fn remembering(
        settings: EmbeddedSettings,
        transcripts: Option<TranscriptCache>,
    ) -> std::io::Result<Self> {
        let embedded = Self::silent(settings, transcripts, CompileAhead::default(), Vec::new())?;
        embedded.speak();
        Ok(embedded)
    }

    /// The same with what it compiles ahead, and what its run depends on by what was said before; it prints nothing until
    /// `speak`.
    pub(crate) fn silent(
        settings: EmbeddedSettings,
        transcripts: Option<TranscriptCache>,
        ahead: CompileAhead,
        seen: Vec<Look>,
    ) -> std::io::Result<Self> {
        let (to_python, from_host) = mpsc::channel();
        let (to_host, from_python) = mpsc::channel();
        let (signals, receiver) = signal::user_signal_channel();
        let frozen = DecodeAhead::default();
        let is_silent = Arc::new(AtomicBool::new(true));
        let memory = transcripts.map(|cache| Memory { notes: Notes::default(), cache });
        let endpoint = Endpoint {
            to_host,
            from_host,
            cache: settings.cache.map(Cache::new),
            ahead: ahead.clone(),
            frozen: frozen.clone(),
            is_watched: memory.is_some(),
            is_silent: is_silent.clone(),
        };
        let thread = thread::Builder::new().name("python".into()).stack_size(STACK).spawn(move || {
            SEEN.with_borrow_mut(|all| seen.into_iter().for_each(|look| all.look(look)));
            serve(settings.arguments, endpoint, receiver);
        })?;
        Ok(Self {
            to_python: Some(to_python),
            from_python,
            thread: Some(thread),
            ahead,
            frozen,
            signals: UserSignals { signals },
            is_silent,
            memory,
        })
    }

    /// Has it print from now on.
    pub(crate) fn speak(&self) {
        self.is_silent.store(false, Ordering::SeqCst);
    }

    /// Notes facts that nobody has to ask for.
    pub(crate) fn know(&mut self, facts: Facts) {
        if let Some(memory) = &mut self.memory {
            memory.notes.know(facts);
        }
    }

    /// Keeps the transcript of the run that has ended well, where another run would say the same.
    ///
    /// # Errors
    /// Python went away.
    pub fn remember(&mut self) -> Result<(), Failure> {
        let Some(Memory { notes, cache }) = self.memory.take() else { return Ok(()) };
        let Some(transcript) = notes.whole() else { return Ok(()) };
        self.send(json!({"do": "depends_on"}))?;
        let answer = self.receive()?;
        let outcome = answer.get("outcome").cloned().unwrap_or_default();
        if let Ok(Some((looks, seen))) = serde_json::from_value::<Option<(Vec<Look>, State)>>(outcome) {
            cache.keep(&transcript, looks, &seen);
        }
        Ok(())
    }

    /// Does a part of the start on this thread: for a host that has nothing more urgent to do meanwhile.
    pub fn help_to_start(&self) {
        self.frozen.decode();
    }

    /// Returns the queue of files to be compiled while the database works.
    pub fn compile_ahead(&self) -> &CompileAhead {
        &self.ahead
    }

    /// Returns a handle for Ctrl-C.
    pub fn signals(&self) -> UserSignals {
        self.signals.clone()
    }
}

impl Port for Embedded {
    fn send(&mut self, message: Json) -> Result<(), Failure> {
        if let Some(memory) = &mut self.memory {
            memory.notes.tell(&message);
        }
        let sent = self.to_python.as_ref().is_some_and(|to_python| to_python.send(message).is_ok());
        if sent { Ok(()) } else { Err(Failure::Lost("its thread has ended".into())) }
    }

    fn receive(&mut self) -> Result<Json, Failure> {
        let spoken = handoff::receive(&self.from_python).map_err(|_| Failure::Lost("its thread has ended".into()))?;
        if let Some(memory) = &mut self.memory {
            memory.notes.hear(&spoken.message, &spoken.printed);
        }
        Ok(spoken.message)
    }
}

impl Drop for Embedded {
    fn drop(&mut self) {
        // Closing the channel ends `_host.serve`, which flushes the streams.
        self.to_python = None;
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

/// Modules of the interpreter that get data wrong; there are shims of these names.
const OURS_INSTEAD: [&str; 2] = ["_csv", "pyexpat"];

fn build(arguments: Vec<String>, signals: signal::UserSignalReceiver) -> Interpreter {
    // A start, and models, make hundreds of thousands of objects that stay; looking through them finds nothing.
    gc_state().set_threshold(200_000, Some(10), Some(0));
    let mut settings = Settings::default();
    // A third off the start-up, and files are UTF-8 also under LANG=C.
    settings.utf8_mode = 1;
    // The cache tag is CPython 3.14's own: writing would put foreign bytecode into users' __pycache__.
    settings.write_bytecode = false;
    settings.install_signal_handlers = false;
    settings.import_site = false;
    settings.user_site_directory = false;
    settings.ignore_environment = true;
    settings.safe_path = true;
    settings.argv = arguments;
    let builder = InterpreterBuilder::new().settings(settings);
    let mut library = rustpython_stdlib::stdlib_module_defs(&builder.ctx);
    library.retain(|module| !OURS_INSTEAD.contains(&module.name.as_str()));
    let host = native::host::module_def(&builder.ctx);
    builder
        .add_native_modules(&library)
        .add_native_module(host)
        .add_frozen_modules(frozen::all())
        .init_hook(move |vm| {
            vm.set_user_signal_channel(signals);
            attributes::go_the_native_way(vm);
            mended::mend_types(vm);
        })
        .build()
}

/// The interpreter's thread: `_host.serve()` waits for the first `do` and ends when the host hangs up.
fn serve(arguments: Vec<String>, endpoint: Endpoint, signals: signal::UserSignalReceiver) {
    let to_host = endpoint.to_host.clone();
    ENDPOINT.set(Some(endpoint));
    let interpreter = build(arguments, signals);
    interpreter.enter(|vm| {
        if let Err(error) = run_host_module(vm) {
            // `_host.serve` catches everything; if it could not even start, say so instead of hanging.
            let raised = json!({"raised": {"class": "SystemError", "message": worded(&error, vm)}});
            drop(to_host.send(raised.into()));
        }
        flush(vm);
    });
    ENDPOINT.set(None);
    // Tearing the interpreter down costs milliseconds and gives nothing back to a process that ends.
    std::mem::forget(interpreter);
}

fn run_host_module(vm: &VirtualMachine) -> PyResult<()> {
    // `<prefix>/lib/python3.14` would let a CPython of that version leak in.
    vm.sys_module.set_attr("path", vm.ctx.new_list(Vec::new()), vm)?;
    attributes::ask_the_native_way(vm)?;
    mended::mend_functions(vm)?;
    watching::hear_of_marks(vm)?;
    vm.import("_importing", 0)?.get_attr("install", vm)?.call((), vm)?;
    vm.import("_host", 0)?.get_attr("serve", vm)?.call((), vm)?;
    Ok(())
}

fn worded(error: &PyBaseExceptionRef, vm: &VirtualMachine) -> String {
    let mut text = String::new();
    match vm.write_exception(&mut text, error) {
        Ok(()) => text,
        Err(_) => "the embedded Python did not start".into(),
    }
}

fn flush(vm: &VirtualMachine) {
    for stream in ["stdout", "stderr"] {
        if let Ok(stream) = vm.sys_module.get_attr(stream, vm) {
            // A closed pipe at the very end is not worth an error.
            drop(vm.call_method(&stream, "flush", ()));
        }
    }
}

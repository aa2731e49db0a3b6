"""The Python end of the port: the only file that speaks the wire (WIRE.md)."""

import sys

import _limbeck

# What the host may ask, by name.
doers = {}

# The exception that was lowered last. When the host's answer is that same failure, the object itself goes on rising,
# so that user code can catch it by identity and its traceback keeps every frame.
_lowered = None

# The version file that is read ahead of its turn; None: what is asked is answered.
_reading = None

# Whether the database has told anything that user code can see, and whether that was more than numbers.
has_read_rows = has_read_texts = False

# How often something was asked that may have changed what the catalogues say.
changes = 0

# What cannot have changed them.
_LOOKING = frozenset(("inspect", "has_table", "in_transaction", "fetch", "forget", "compile", "heads", "limits", "stdout"))
_ROWS = frozenset(("select", "insert", "update", "delete"))
_NUMBERS = frozenset((bool, int, type(None)))

# Whether each request tells the line that asked, and the version file that runs: its lines say more than others.
tells_places = False
running = None

# What a script that is read ahead may ask for: the answer is always None.
_NOTED = frozenset(("perform", "context_execute"))

# What a script that is recorded may ask for, beside that; what it prints is nobody's business.
_RECORDED = _NOTED | {"autocommit_block", "limits"}
_recording = False

# Requests whose answer may print: what user code printed before them must stand before it.
_PRINTING = frozenset(("static_output", "stdout", "run_migrations", "perform", "context_execute", "end_transaction", "command"))


def doer(function):
    """Registers what the host may ask; the name is the function's."""
    doers[function.__name__] = function
    return function


def call(request, **arguments):
    """Asks the host and waits for its answer, doing meanwhile what the host asks."""
    global changes
    if _reading is not None:
        return _note(request, arguments)
    if request not in _LOOKING and not (request == "execute" and _is_of_rows(arguments["statement"])):
        changes += 1
    if request in _PRINTING:
        _flush()
    message = arguments
    message["request"] = request
    if tells_places:
        message["frame"] = _place()
    while True:
        message = _exchange(message)
        if "do" in message:
            message = _perform(message)
        elif "error" in message:
            error = message["error"]
            frame = error.pop("frame", None)
            raised = _exception(error)
            if frame is not None:
                _raise_from(frame, raised)
            raise raised
        else:
            answer = message["answer"]
            if request == "execute":
                _note_rows(answer["rows"], arguments["statement"])
            elif request == "fetch":
                _note_rows(answer, None)
            return answer


def _note_rows(rows, statement):
    global has_read_rows, has_read_texts
    if rows:
        has_read_rows = True
        if not has_read_texts and any(type(value) not in _NUMBERS for row in rows for value in row):
            has_read_texts = not _is_of_catalogue(statement)


def _is_of_catalogue(statement):
    """Whether a statement asks for nothing but what the database says of its tables."""
    if type(statement) is not dict or statement.get("query") not in ("text", "driver"):
        return False
    words = statement["sql"].upper().split()
    if words[:1] == ["PRAGMA"]:
        return True
    sources = [source for word, source in zip(words, words[1:]) if word in ("FROM", "JOIN")]
    # What stands behind a comma may be another table.
    listed = any(word.endswith(",") for word in words[words.index("FROM") :]) if "FROM" in words else True
    return not listed and all(source.startswith(("INFORMATION_SCHEMA.", "PG_", "SQLITE_")) for source in sources)


def _exchange(message):
    """Sends a message and returns the next one; an outcome that cannot be sent is an error of what was done."""
    try:
        return _limbeck.exchange(message)
    except (TypeError, NotImplementedError) as error:
        if message is None or "outcome" not in message:
            raise
        return _limbeck.exchange(_failed(error))


def _is_of_rows(statement):
    return type(statement) is dict and statement.get("query") in _ROWS


def serve():
    """Does what the host asks until it hangs up."""
    message = None
    while True:
        try:
            message = _exchange(message)
        except RuntimeError:
            if "logging" in sys.modules:
                sys.modules["logging"].shutdown()
            return
        message = _perform(message)


def read(file, function, keywords):
    """Calls a function of that file; what it asks for is noted for the host, which carries it out when its time comes.

    Returns whether everything could be noted: a script that waits for an answer has to be run.
    """
    global _reading
    _reading = file
    try:
        function(**keywords)
    except _Unanswerable:
        return False
    finally:
        _reading = None
    return True


def record(file, function, keywords):
    """The same with any script, as far as it comes without an answer.

    Returns None, or what it asked for when it could not go on: {"request", "line"}.
    """
    global _reading, _recording
    _reading, _recording = file, True
    try:
        function(**keywords)
    except _Unanswerable as unanswerable:
        return {"request": unanswerable.args[0], "line": unanswerable.args[1]}
    finally:
        _reading, _recording = None, False


def turn(asked):
    """The version file that runs or is recorded; one that is read ahead waits for its turn, as what it asks changes more."""
    if _reading is not None and not _recording:
        raise _Unanswerable(asked, None)
    return _reading or running


def is_plain(file):
    """Whether a version file may be read ahead; only the embedded Python knows."""
    native = getattr(_limbeck, "is_plain", None)
    return native is not None and native(file)


def is_patched():
    """Whether user code has put something of its own into the packages that plain scripts use."""
    return _limbeck.is_patched()


def is_untouched():
    """Whether no file that was read changes what our packages do; only the embedded Python knows."""
    native = getattr(_limbeck, "is_untouched", None)
    return native is not None and native()


def watch():
    """Has the embedded Python note what user code sees from now on; False: this run is not remembered."""
    native = getattr(_limbeck, "watch", None)
    return native is not None and native()


def _place():
    """The line of the version file that asks, else the innermost line of the user's; None: nobody's."""
    innermost = None
    frame = sys._getframe(2)
    while frame is not None:
        code = frame.f_code
        if code.co_filename == running or innermost is None and is_users(code.co_filename):
            innermost = {"file": code.co_filename, "line": frame.f_lineno, "function": code.co_name}
        if code.co_filename == running:
            break
        frame = frame.f_back
    return innermost


class _Unanswerable(BaseException):
    """A script that is read ahead asked for an answer."""


def _note(request, arguments):
    frame = sys._getframe(2)
    while frame is not None and frame.f_code.co_filename != _reading:
        frame = frame.f_back
    if _recording and request == "stdout":
        return
    if request not in (_RECORDED if _recording else _NOTED) or frame is None:
        raise _Unanswerable(request, frame and frame.f_lineno)
    arguments["request"] = request
    place = {"file": _reading, "line": frame.f_lineno, "function": frame.f_code.co_name}
    _limbeck.post({"noted": arguments, "frame": place})


def _raise_from(frame, raised):
    """Raises in the line that asked, which has run already: a function of that name, at that place, raises."""
    source = "%sdef %s(): raise raised" % ("\n" * (frame["line"] - 1), frame["function"])
    namespace = {"raised": raised}
    exec(compile(source, frame["file"], "exec", dont_inherit=True), namespace)
    namespace[frame["function"]]()


def load(path):
    """Returns the code object of a source file."""
    native = getattr(_limbeck, "load", None)
    if native is not None:
        return native(path)
    with open(path, "rb") as file:
        return compile(file.read(), path, "exec", dont_inherit=True)


def _perform(message):
    outcome, raised = _limbeck.perform(_do, message.pop("do"), message)
    return {"outcome": outcome} if raised is None else _failed(raised)


def _failed(raised):
    global _lowered
    _lowered = raised
    return {"raised": lower(raised)}


def _do(name, arguments):
    if name not in doers:
        __import__("_lacking" if name == "lacking" else "alembic._run")
    outcome = doers[name](**arguments)
    _flush()
    return outcome


def _flush():
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        # A reader that went away, or a stream that user code closed, must not fail a migration.
        pass


def lower(raised, depth=0):
    """Turns an exception into plain data: class, message, the user's frames, and what it was raised from."""
    kind = type(raised)
    data = {
        "module": kind.__module__,
        "class": kind.__qualname__,
        "message": _message(raised),
        "frames": frames(raised),
    }
    hint = getattr(raised, "hint", None)
    stand_ins = sys.modules.get("_stand_ins")
    used = None if stand_ins is None or not isinstance(raised, (TypeError, AttributeError)) else stand_ins.used_by(raised)
    if used is not None:
        hint = hint or used
    if used is not None or _is_of_shim(raised):
        data["of_shim"] = True
    if isinstance(hint, str):
        data["hint"] = hint
    cause = raised.__cause__
    if cause is None and not raised.__suppress_context__:
        cause = raised.__context__
    if cause is not None and depth < 10:
        data["cause"] = lower(cause, depth + 1)
    return data


def _is_of_shim(raised):
    """Whether the line that raised is not the user's: a shim does not support something, or lacks it."""
    entry = raised.__traceback__
    if entry is None or not getattr(raised, "is_of_shim", True):
        return False
    while entry.tb_next is not None:
        entry = entry.tb_next
    return not is_users(entry.tb_frame.f_code.co_filename)


def _message(raised):
    if isinstance(raised, SyntaxError):
        return str(raised.msg)
    try:
        return str(raised)
    except Exception:
        return "<exception str() failed>"


def frames(raised):
    """Returns the lines of user code that an exception went through, the outermost first."""
    # A module that waited was imported in another place than it was executed in (`_waiting.py`).
    imported = getattr(raised, "_frames_of_import", None)
    if imported is not None:
        return imported
    found = []
    entry = raised.__traceback__
    while entry is not None:
        code = entry.tb_frame.f_code
        if is_users(code.co_filename):
            found.append({"file": code.co_filename, "line": entry.tb_lineno, "function": code.co_name})
        entry = entry.tb_next
    if isinstance(raised, SyntaxError) and raised.filename and is_users(raised.filename):
        found.append({"file": raised.filename, "line": raised.lineno or 0, "function": "<module>"})
    return found


# Frozen shims have a module's name for a file name; as plain files (in tests) they share a folder with this one.
_HERE = serve.__code__.co_filename
_OWN_FOLDER = _HERE[: -len("_host.py")] if _HERE.endswith("/_host.py") else None


_foreign = getattr(_limbeck, "is_users", None)


def is_users(file):
    if _foreign is not None:
        return _foreign(file)
    if not file.endswith(".py"):
        return False
    return _OWN_FOLDER is None or not file.startswith(_OWN_FOLDER)


def _exception(error):
    """Makes the exception that the host names; keys beside its name and message become attributes."""
    dotted = error.pop("exception")
    message = error.pop("message")
    if _lowered is not None and _is_same(_lowered, dotted, message):
        return _lowered
    kind = _exception_class(dotted)
    if kind is None:
        return RuntimeError("%s: %s" % (dotted, message))
    # Database errors have a way of their own to take the driver's words.
    make = getattr(kind, "_from_host", None)
    if make is not None:
        return make(message, error)
    raised = kind(message)
    for key, value in error.items():
        setattr(raised, key, value)
    return raised


def _is_same(raised, dotted, message):
    kind = type(raised)
    name = kind.__qualname__
    if kind.__module__ != "builtins":
        name = kind.__module__ + "." + name
    return name == dotted and _message(raised) == message


def _exception_class(dotted):
    """Imports the class lazily: `sqlalchemy.exc` costs nothing before the first database error."""
    module, _, name = dotted.rpartition(".")
    try:
        __import__(module or "builtins")
    except ImportError:
        return None
    kind = getattr(sys.modules[module or "builtins"], name, None)
    return kind if isinstance(kind, type) and issubclass(kind, BaseException) else None

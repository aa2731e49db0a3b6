"""Light `logging.config`: `fileConfig`, and `dictConfig` when it is asked for."""

import sys

import logging

_NAMES = ("collections", "handlers", "io", "os", "re", "string", "sys", "threading", "time", "traceback", "warnings")


def fileConfig(fname, defaults=None, disable_existing_loggers=True, encoding=None):
    parser = _parser(fname, defaults, encoding)
    formatters = _create_formatters(parser)
    with logging._lock:
        _clearExistingHandlers()
        handlers = _install_handlers(parser, formatters)
        _install_loggers(parser, handlers, disable_existing_loggers)


def dictConfig(config):
    sys.modules[__name__].dictConfigClass(config).configure()


def _parser(fname, defaults, encoding):
    configparser = sys.modules.get("configparser")
    if configparser and isinstance(fname, configparser.RawConfigParser):
        return fname
    from ._ini import Ini, Odd

    if hasattr(fname, "readline"):
        text = "".join(fname)
    else:
        text = _text(fname, encoding)
    try:
        return Ini(text, defaults)
    except Odd:
        import configparser

        parser = configparser.ConfigParser(defaults)
        source = getattr(fname, "name", "<???>") if hasattr(fname, "readline") else str(fname)
        try:
            parser.read_string(text, source)
        except configparser.ParsingError as error:
            raise RuntimeError(f"{fname} is invalid: {error}") from error
        return parser


def _text(fname, encoding):
    try:
        with open(fname, encoding=encoding or "utf-8") as file:
            text = file.read()
    except FileNotFoundError:
        if isinstance(fname, str):
            raise FileNotFoundError(f"{fname} doesn't exist") from None
        return ""
    except OSError:
        return ""  # ConfigParser passes over files that it cannot open.
    if not text and isinstance(fname, str):
        raise RuntimeError(f"{fname} is an empty file")
    return text


def _resolve(name):
    parts = name.split(".")
    used = parts[0]
    found = __import__(used)
    for part in parts[1:]:
        used = used + "." + part
        try:
            found = getattr(found, part)
        except AttributeError:
            __import__(used)
            found = getattr(found, part)
    return found


def _evaluate(text):
    """Evaluates an expression of the ini file among the names of the `logging` module."""
    names = vars(logging)
    missing = [name for name in _NAMES if name + "." in text and name not in names]
    for name in missing:
        if name == "handlers":
            __import__("logging.handlers")
        else:
            names[name] = __import__(name)
    return eval(text, names)


def _keys(text):
    return [key.strip() for key in text.split(",")] if text else []


def _create_formatters(parser):
    formatters = {}
    for name in _keys(parser["formatters"]["keys"]):
        section = "formatter_%s" % name
        options = [parser.get(section, option, raw=True, fallback=None) for option in ("format", "datefmt")]
        options.append(parser.get(section, "style", raw=True, fallback="%"))
        defaults = parser.get(section, "defaults", raw=True, fallback=None)
        class_name = parser[section].get("class")
        create = _resolve(class_name) if class_name else logging.Formatter
        if defaults is None:
            formatters[name] = create(*options)
        else:
            formatters[name] = create(*options, defaults=_evaluate(defaults))
    return formatters


def _install_handlers(parser, formatters):
    handlers = {}
    targets = []
    for name in _keys(parser["handlers"]["keys"]):
        section = parser["handler_%s" % name]
        class_name = section["class"]
        formatter = section.get("formatter", "")
        try:
            create = _evaluate(class_name)
        except (AttributeError, NameError):
            create = _resolve(class_name)
        arguments = _evaluate(section.get("args", "()"))
        keywords = _evaluate(section.get("kwargs", "{}"))
        handler = create(*arguments, **keywords)
        handler.name = name
        if "level" in section:
            handler.setLevel(section["level"])
        if formatter:
            handler.setFormatter(formatters[formatter])
        if hasattr(handler, "setTarget") and section.get("target", ""):
            targets.append((handler, section["target"]))
        handlers[name] = handler
    for handler, target in targets:
        handler.setTarget(handlers[target])
    return handlers


def _set_up(logger, section, handlers):
    if "level" in section:
        logger.setLevel(section["level"])
    for handler in logger.handlers[:]:
        logger.removeHandler(handler)


def _add_handlers(logger, section, handlers):
    for name in _keys(section["handlers"]):
        logger.addHandler(handlers[name])


def _install_loggers(parser, handlers, disable_existing):
    names = _keys(parser["loggers"]["keys"]) or [""]
    if "root" not in names:
        raise ValueError("list.remove(x): x not in list")
    names.remove("root")
    section = parser["logger_root"]
    _set_up(logging.root, section, handlers)
    _add_handlers(logging.root, section, handlers)
    existing = sorted(logging.root.manager.loggerDict)
    children = []
    for name in names:
        section = parser["logger_%s" % name]
        qualified = section["qualname"]
        propagate = section.getint("propagate", fallback=1)
        logger = logging.getLogger(qualified)
        _no_longer_old(qualified, existing, children)
        _set_up(logger, section, handlers)
        logger.propagate = propagate
        logger.disabled = 0
        _add_handlers(logger, section, handlers)
    _handle_existing_loggers(existing, children, disable_existing)


def _no_longer_old(name, existing, children):
    """Takes a logger that is configured out of those that were there before, and remembers its children."""
    if name in existing:
        children.extend(other for other in existing if other.startswith(name + "."))
        existing.remove(name)


def _handle_existing_loggers(existing, child_loggers, disable_existing):
    for name in existing:
        logger = logging.root.manager.loggerDict[name]
        if name not in child_loggers:
            logger.disabled = disable_existing
        elif not isinstance(logger, logging.PlaceHolder):
            logger.setLevel(logging.NOTSET)
            logger.handlers = []
            logger.propagate = True


def _clearExistingHandlers():
    logging._handlers.clear()
    logging.shutdown(logging._handlerList[:])
    del logging._handlerList[:]


def listen(port=9030, verify=None):
    raise NotImplementedError("logging.config.listen() is not served: configure logging from a file or a dictionary")


def stopListening():
    """There is never a listener to stop."""


def __getattr__(name):
    if name in ("DictConfigurator", "BaseConfigurator", "dictConfigClass", "valid_ident"):
        from . import _dictionary

        value = globals()[name] = getattr(_dictionary, name)
        return value
    if name == "handlers":
        import logging.handlers

        return logging.handlers
    raise AttributeError("module 'logging.config' has no attribute %r" % (name,))

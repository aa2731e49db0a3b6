"""`dictConfig`: the logging configuration as a dictionary."""

import logging

from .config import _clearExistingHandlers, _handle_existing_loggers, _no_longer_old, _resolve


def valid_ident(text):
    if not (text.isascii() and text.isidentifier()):
        raise ValueError("Not a valid Python identifier: %r" % text)
    return True


class BaseConfigurator:
    """Knows the values of a configuration: `ext://`, `cfg://` and objects made by a factory."""

    value_converters = {"ext": "ext_convert", "cfg": "cfg_convert"}
    importer = staticmethod(__import__)

    def __init__(self, config):
        self.config = dict(config)

    def resolve(self, s):
        parts = s.split(".")
        used = parts[0]
        try:
            found = self.importer(used)
            for part in parts[1:]:
                used += "." + part
                try:
                    found = getattr(found, part)
                except AttributeError:
                    self.importer(used)
                    found = getattr(found, part)
            return found
        except ImportError as error:
            raise ValueError("Cannot resolve %r: %s" % (s, error)) from error

    def ext_convert(self, value):
        return self.resolve(value)

    def cfg_convert(self, value):
        import re

        start = re.match(r"\s*(\w+)\s*", value)
        if start is None:
            raise ValueError("Unable to convert %r" % value)
        rest = value[start.end() :]
        found = self.config[start.group(1)]
        while rest:
            step = re.match(r"\.\s*(\w+)\s*", rest)
            if step is None:
                step = re.match(r"\[([^\[\]]*)\]\s*", rest)
            if step is None:
                raise ValueError("Unable to convert %r at %r" % (value, rest))
            key = step.group(1)
            if rest[0] == "[" and re.match(r"^\d+$", key):
                try:
                    found = found[int(key)]
                except TypeError:
                    found = found[key]
            else:
                found = found[key]
            if isinstance(found, str):
                found = self.convert(found)
            rest = rest[step.end() :]
        return self.convert(found)

    def convert(self, value):
        """The value with every `ext://` and `cfg://` in it looked up."""
        if isinstance(value, dict):
            return {key: self.convert(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self.convert(item) for item in value]
        if isinstance(value, tuple) and not hasattr(value, "_fields"):
            return tuple(self.convert(item) for item in value)
        if isinstance(value, str):
            prefix, found, suffix = value.partition("://")
            if found and prefix in self.value_converters and "\n" not in suffix:
                return getattr(self, self.value_converters[prefix])(suffix)
        return value

    def configure_custom(self, config):
        create = config.pop("()")
        if not callable(create):
            create = self.resolve(create)
        result = create(**{key: config[key] for key in config if key != "." and valid_ident(key)})
        for name, value in (config.pop(".", None) or {}).items():
            setattr(result, name, value)
        return result

    def as_tuple(self, value):
        return tuple(value) if isinstance(value, list) else value


class DictConfigurator(BaseConfigurator):
    """Carries a configuration out."""

    def configure(self):
        config = self.config
        if "version" not in config:
            raise ValueError("dictionary doesn't specify a version")
        if config["version"] != 1:
            raise ValueError("Unsupported version: %s" % config["version"])
        incremental = config.pop("incremental", False)
        with logging._lock:
            if incremental:
                self._change()
            else:
                self._replace()

    def _change(self):
        for name, settings in self.config.get("handlers", {}).items():
            if name not in logging._handlers:
                raise ValueError("No handler found with name %r" % name)
            try:
                if settings.get("level"):
                    logging._handlers[name].setLevel(logging._checkLevel(self.convert(settings["level"])))
            except Exception as error:
                raise ValueError("Unable to configure handler %r" % name) from error
        self._loggers(True)
        self._root(True)

    def _replace(self):
        config = self.config
        disable_existing = config.pop("disable_existing_loggers", True)
        _clearExistingHandlers()
        for kind, configure in (("formatters", self.configure_formatter), ("filters", self.configure_filter)):
            made = config[kind] = dict(config.get(kind, {}))
            for name in made:
                try:
                    made[name] = configure(self.convert(made[name]))
                except Exception as error:
                    raise ValueError("Unable to configure %s %r" % (kind[:-1], name)) from error
        self._handlers()
        existing = sorted(logging.root.manager.loggerDict)
        children = []
        for name in config.get("loggers", {}):
            _no_longer_old(name, existing, children)
        self._loggers(False)
        _handle_existing_loggers(existing, children, disable_existing)
        self._root(False)

    def _handlers(self):
        handlers = self.config["handlers"] = dict(self.config.get("handlers", {}))
        waiting = sorted(handlers)
        for last_try in (False, True):
            deferred = []
            for name in waiting:
                try:
                    handler = self.configure_handler(self._own_values(handlers[name]))
                    handler.name = name
                    handlers[name] = handler
                except Exception as error:
                    if last_try or " not configured yet" not in str(error.__cause__):
                        raise ValueError("Unable to configure handler %r" % name) from error
                    deferred.append(name)
            waiting = deferred

    def _own_values(self, settings):
        return {key: self.convert(value) for key, value in settings.items()}

    def _loggers(self, incremental):
        for name, settings in self.config.get("loggers", {}).items():
            try:
                self.configure_logger(name, self.convert(settings), incremental)
            except Exception as error:
                raise ValueError("Unable to configure logger %r" % name) from error

    def _root(self, incremental):
        if self.config.get("root"):
            try:
                self.configure_root(self.convert(self.config["root"]), incremental)
            except Exception as error:
                raise ValueError("Unable to configure root logger") from error

    def configure_formatter(self, config):
        if "()" in config:
            factory = config["()"]
            try:
                return self.configure_custom(config)
            except TypeError as error:
                if "'format'" not in str(error):
                    raise
            # Formatter calls it `fmt`, the configuration `format`.
            config["fmt"] = config.pop("format")
            config["()"] = factory
            return self.configure_custom(config)
        name = config.get("class")
        create = _resolve(name) if name else logging.Formatter
        options = [config.get("format"), config.get("datefmt"), config.get("style", "%")]
        if "validate" in config:
            options.append(config["validate"])
        if config.get("defaults") is not None:
            return create(*options, defaults=config["defaults"])
        return create(*options)

    def configure_filter(self, config):
        return self.configure_custom(config) if "()" in config else logging.Filter(config.get("name", ""))

    def add_filters(self, filterer, filters):
        for filter in filters:
            try:
                usable = callable(filter) or callable(getattr(filter, "filter", None))
                filterer.addFilter(filter if usable else self.config["filters"][filter])
            except Exception as error:
                raise ValueError("Unable to add filter %r" % filter) from error

    def _named(self, kind, name):
        return self.config[kind][name]

    def configure_handler(self, config):
        formatter = config.pop("formatter", None)
        if formatter:
            try:
                formatter = self._named("formatters", formatter)
            except Exception as error:
                raise ValueError("Unable to set formatter %r" % formatter) from error
        level = config.pop("level", None)
        filters = config.pop("filters", None)
        if "()" in config:
            create = config.pop("()")
            if not callable(create):
                create = self.resolve(create)
        else:
            create = config.pop("class")
            if not callable(create):
                create = self.resolve(create)
            create = self._prepared(create, config)
        properties = config.pop(".", None)
        keywords = {key: config[key] for key in config if valid_ident(key)}
        try:
            handler = create(**keywords)
        except TypeError as error:
            if "'stream'" not in str(error):
                raise
            keywords["strm"] = keywords.pop("stream")
            handler = create(**keywords)
        if formatter:
            handler.setFormatter(formatter)
        if level is not None:
            handler.setLevel(logging._checkLevel(level))
        if filters:
            self.add_filters(handler, filters)
        for name, value in (properties or {}).items():
            setattr(handler, name, value)
        return handler

    def _prepared(self, create, config):
        """The class, with the arguments that name other handlers looked up."""
        if create.__module__ != "logging.handlers":
            return create
        from . import handlers

        if issubclass(create, handlers.MemoryHandler):
            if "flushLevel" in config:
                config["flushLevel"] = logging._checkLevel(config["flushLevel"])
            if "target" in config:
                config["target"] = self._handler(config["target"], "target")
        elif issubclass(create, handlers.QueueHandler):
            import queue

            config["queue"] = config.get("queue") or queue.Queue()
            made = [self._handler(name, "handler") for name in config.pop("handlers", [])]
            listener = config.pop("listener", handlers.QueueListener)
            respect = config.pop("respect_handler_level", False)

            def with_listener(**keywords):
                handler = create(**keywords)
                handler.listener = listener(keywords["queue"], *made, respect_handler_level=respect)
                return handler

            return with_listener
        return create

    def _handler(self, name, role):
        try:
            handler = self._named("handlers", name)
            if not isinstance(handler, logging.Handler):
                raise TypeError("%s not configured yet" % role)
            return handler
        except Exception as error:
            raise ValueError("Unable to set %s handler %r" % (role, name)) from error

    def add_handlers(self, logger, handlers):
        for name in handlers:
            try:
                logger.addHandler(self._named("handlers", name))
            except Exception as error:
                raise ValueError("Unable to add handler %r" % name) from error

    def common_logger_config(self, logger, config, incremental=False):
        level = config.get("level")
        if level is not None:
            logger.setLevel(logging._checkLevel(level))
        if incremental:
            return
        for handler in logger.handlers[:]:
            logger.removeHandler(handler)
        if config.get("handlers"):
            self.add_handlers(logger, config["handlers"])
        if config.get("filters"):
            self.add_filters(logger, config["filters"])

    def configure_logger(self, name, config, incremental=False):
        logger = logging.getLogger(name)
        self.common_logger_config(logger, config, incremental)
        logger.disabled = False
        if config.get("propagate") is not None:
            logger.propagate = config["propagate"]

    def configure_root(self, config, incremental=False):
        self.common_logger_config(logging.getLogger(), config, incremental)


dictConfigClass = DictConfigurator

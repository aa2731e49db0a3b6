"""What every compiled template begins with: its context, its loops and its filters."""

import builtins as _m_builtins


class _m_Undefined:
    def __str__(self):
        raise NameError("Undefined")

    def __bool__(self):
        return False


UNDEFINED = _m_Undefined()
STOP_RENDERING = ""


class _m_Context:
    """The variables of one rendering, and the buffers that it writes to."""

    def __init__(self, variables, buffers):
        self._data = variables
        self._kwargs = dict(variables)
        self._buffers = buffers

    def get(self, key, default=None):
        if key in self._data:
            return self._data[key]
        return getattr(_m_builtins, key, default)

    def __getitem__(self, key):
        if key in self._data:
            return self._data[key]
        try:
            return getattr(_m_builtins, key)
        except AttributeError:
            raise KeyError(key) from None

    def keys(self):
        return list(self._data)

    @property
    def kwargs(self):
        return dict(self._kwargs)

    def write(self, text):
        self._buffers[-1].append(text)

    def writer(self):
        return self._buffers[-1].append

    def _push(self):
        self._buffers.append([])

    def _pop(self):
        return "".join(self._buffers.pop())

    def _locals(self, names):
        if not names:
            return self
        inner = _m_Context({**self._data, **names}, self._buffers)
        inner._kwargs = self._kwargs
        return inner


class _m_Namespace:
    """`self` and `local`: the functions of the template as attributes."""

    def __init__(self, context):
        self._context = context

    @property
    def attr(self):
        return _m_Attributes()

    def body(self, **arguments):
        return _m_body(self._context, arguments)

    def __getattr__(self, name):
        if name.startswith("__") or name not in _m_functions:
            raise AttributeError("Namespace 'self' has no member '%s'" % name)
        return lambda *args, **kw: _m_functions[name](self._context, *args, **kw)


class _m_Attributes:
    def __getattr__(self, name):
        try:
            return globals()[name]
        except KeyError:
            raise AttributeError(name) from None


class _m_LoopStack:
    """The loops that are running; `loop` is the innermost."""

    def __init__(self):
        self._stack = []

    def _enter(self, iterable):
        parent = self._stack[-1] if self._stack else None
        self._stack.append(_m_Loop(iterable, parent))
        return self._stack[-1]

    def _exit(self):
        self._stack.pop()
        return self._stack[-1] if self._stack else self

    def __getattr__(self, name):
        raise RuntimeError("No loop context is established")


class _m_Loop:
    def __init__(self, iterable, parent):
        self._iterable = iterable
        self.index = 0
        self.parent = parent

    def __iter__(self):
        for item in self._iterable:
            yield item
            self.index += 1

    def __len__(self):
        return len(self._iterable)

    @property
    def reverse_index(self):
        return len(self) - self.index - 1

    @property
    def first(self):
        return self.index == 0

    @property
    def last(self):
        return self.index == len(self) - 1

    @property
    def even(self):
        return not self.odd

    @property
    def odd(self):
        return bool(self.index % 2)

    def cycle(self, *values):
        if not values:
            raise ValueError("You must provide values to cycle through")
        return values[self.index % len(values)]


def _m_xml_escape(text):
    for character, escape in (("&", "&amp;"), (">", "&gt;"), ("<", "&lt;"), ('"', "&#34;"), ("'", "&#39;")):
        text = text.replace(character, escape)
    return text


def _m_html_escape(text):
    if hasattr(text, "__html__"):
        return text.__html__()
    return _m_xml_escape(str(text))


def _m_url_escape(text):
    safe = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~"
    escaped = []
    for byte in text.encode("utf8"):
        if byte in safe:
            escaped.append(chr(byte))
        elif byte == 32:
            escaped.append("+")
        else:
            escaped.append("%%%02X" % byte)
    return "".join(escaped)


def _m_trim(text):
    return text.strip()


class _m_Decode:
    def __getattr__(self, encoding):
        def decode(text):
            if isinstance(text, bytes):
                return str(text, encoding=encoding)
            return str(text)

        return decode


_m_decode = _m_Decode()


def _m_capture(context):
    def capture(function, *args, **kw):
        if not callable(function):
            raise RuntimeError("capture() function expects a callable as its argument (i.e. capture(func, *args, **kwargs))")
        context._push()
        try:
            function(*args, **kw)
        finally:
            text = context._pop()
        return text

    return capture


def render(variables):
    context = _m_Context(dict(variables), [[]])
    context._data["capture"] = _m_capture(context)
    context._data["self"] = context._data["local"] = _m_Namespace(context)
    _m_body(context, context.kwargs)
    return context._pop()

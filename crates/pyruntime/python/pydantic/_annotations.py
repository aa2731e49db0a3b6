"""Reads the annotations of a class: which attributes are fields, and what they are.

Annotations are read when a model is first used, not when its class is made: most schema classes of an application are
never used while migrations run, and nothing has to be imported for them.
"""

import sys

from pydantic_core import PydanticUndefined

from . import _version_1
from .fields import FieldInfo, ModelPrivateAttr


class NotDefined(Exception):
    """An annotation names something that does not exist (yet)."""

    def __init__(self, name):
        super().__init__(name)
        self.name = name


class Scope:
    """Where the names of a class's annotations are looked up."""

    def __init__(self, cls, module_names, local_names):
        module = sys.modules.get(cls.__module__)
        self.globals = module_names if module_names is not None else vars(module) if module else {}
        inner = {name: value for name, value in getattr(cls, "__dict__", {}).items() if isinstance(value, type)}
        self.locals = {**(local_names or {}), **inner, cls.__name__: cls}
        for parameter in getattr(cls, "__type_params__", ()):
            self.locals[parameter.__name__] = parameter

    def evaluate(self, text):
        try:
            return eval(text, self.globals, self.locals)
        except NameError as error:
            raise NotDefined(error.name or text) from None


def own(cls):
    """The annotations written in the class itself."""
    found = cls.__dict__.get("__annotations__")
    if isinstance(found, dict):
        return found
    if sys.version_info < (3, 14):
        return {}
    try:
        _hide_defaults(getattr(cls, "__annotate__", None))
        return cls.__annotations__
    except AttributeError:
        return {}  # A class of the interpreter's own.
    except NameError:
        from annotationlib import Format, get_annotations

        return get_annotations(cls, format=Format.FORWARDREF)


def _hide_defaults(annotate):
    """Lets `born: date` find the type although a later field is called `date` and has a default.

    Lazy annotations look into the finished body of the class; before Python 3.14 they were read on the way.
    """
    code = getattr(annotate, "__code__", None)
    if code is None or not annotate.__closure__:
        return
    for name, cell in zip(code.co_freevars, annotate.__closure__):
        if name == "__classdict__" and isinstance(cell.cell_contents, dict):
            body = cell.cell_contents
            for key in [key for key, value in body.items() if not key.startswith("__") and not _may_be_type(value)]:
                del body[key]


def _may_be_type(value):
    return isinstance(value, type) or callable(value) or hasattr(value, "__args__")


def resolved(annotation, scope):
    """The annotation itself, where it was written as text."""
    while True:
        if isinstance(annotation, str):
            annotation = scope.evaluate(annotation)
        elif hasattr(annotation, "__forward_arg__"):
            annotation = scope.evaluate(annotation.__forward_arg__)
        else:
            return annotation


def is_typing(annotation, name):
    """Whether `annotation` is `typing.<name>` or something of it."""
    typing = sys.modules.get("typing")
    wanted = getattr(typing, name, None) if typing else None
    return wanted is not None and (annotation is wanted or getattr(annotation, "__origin__", None) is wanted)


def _is_class_var(annotation, default):
    if isinstance(annotation, str):
        word = annotation.partition("[")[0].rpartition(".")[2].strip()
        return word == "ClassVar"
    if is_typing(annotation, "ClassVar"):
        return True
    return is_typing(annotation, "Final") and default is not PydanticUndefined


def field_of(annotation, default):
    """The field that `name: annotation = default` makes."""
    metadata = []
    info = None
    while True:
        origin = getattr(annotation, "__origin__", None)
        if hasattr(annotation, "__metadata__"):
            inner = []
            for entry in annotation.__metadata__:
                if isinstance(entry, FieldInfo):
                    info = entry if info is None else info._merged(entry)
                    inner.extend(entry.metadata)
                else:
                    inner.append(entry)
            metadata = inner + metadata
            annotation = origin
        elif any(is_typing(annotation, name) for name in ("Final", "Required", "NotRequired", "ReadOnly")):
            arguments = getattr(annotation, "__args__", None)
            annotation = arguments[0] if arguments else object
        else:
            break
    if info is not None:
        info = info._derived(annotation)
        info.metadata = []
    if isinstance(default, FieldInfo):
        later = default
        info = later._derived(annotation) if info is None else info._merged(later)
        info.annotation = annotation
        info.metadata = metadata + later.metadata
        return info
    if info is not None:
        info = info if default is PydanticUndefined else info._derived(annotation, default)
        info.metadata = metadata
        return info
    return FieldInfo(annotation=annotation, default=default, metadata=metadata)


def collect(cls, scope, bases_fields):
    """Fields and private attributes of a model class, in order."""
    fields = dict(bases_fields)
    private = {}
    for plain in reversed(cls.__mro__[1:]):
        if not hasattr(plain, "__pydantic_own__") and plain is not object and plain.__module__ not in ("typing", "abc"):
            _add(cls, own(plain), plain.__dict__, Scope(plain, None, None), fields, private, True)
    annotations = own(cls)
    _add(cls, annotations, cls.__pydantic_own__, scope, fields, private, False)
    if _version_1.is_active():
        from ._complete import is_plain

        for name, annotation, value in _version_1.unannotated(cls, annotations, is_plain):
            fields[name] = field_of(fields[name].annotation if name in fields else annotation, value)
    for name, value in cls.__pydantic_own__.items():
        if isinstance(value, ModelPrivateAttr):
            private.setdefault(name, value)
    return fields, private


def _add(cls, annotations, namespace, scope, fields, private, is_mixin):
    for name, annotation in annotations.items():
        default = namespace.get(name, PydanticUndefined)
        if name == "model_config" or name in cls.__pydantic_not_fields__ or _is_class_var(annotation, default):
            continue
        if name.startswith("_"):
            if not name.startswith("__") and not isinstance(default, ModelPrivateAttr):
                private[name] = ModelPrivateAttr(default)
            continue
        if is_mixin and name in fields:
            continue
        try:
            annotation = resolved(annotation, scope)
        except NotDefined as missing:
            annotation = missing
        if isinstance(annotation, NotDefined) or not _is_class_var(annotation, default):
            if default is PydanticUndefined and name not in namespace:
                inherited = getattr(cls, name, PydanticUndefined) if not name.startswith("model_") else PydanticUndefined
                earlier = fields.get(name)
                if earlier is None and not _is_method(inherited):
                    default = inherited
            field = field_of(annotation, default)
            fields[name] = _version_1.with_implied_default(field, default) if _version_1.is_active() else field


def _is_method(value):
    return callable(value) or isinstance(value, property) or hasattr(value, "__get__")

"""Validation of lists, sets, tuples, mappings and what else has items."""

import sys

from . import _scalars
from ._errors import Fault, fault


def _items(value, kind, state):
    """What may become a list: lists and their like, but neither text nor mappings."""
    if state.strict and type(value).__name__ != kind:
        raise fault(_TYPE_ERRORS[kind], value)
    if isinstance(value, (str, bytes, bytearray, dict)) or not hasattr(value, "__iter__") or hasattr(value, "keys"):
        raise fault(_TYPE_ERRORS[kind], value)
    return value


_TYPE_ERRORS = {"list": "list_type", "tuple": "tuple_type", "set": "set_type", "frozenset": "frozen_set_type"}


def _each(validate, items, state):
    results, details = [], []
    for place, item in enumerate(items):
        try:
            results.append(validate(item, state))
        except Fault as error:
            details.extend(error.under(place))
    if details:
        raise Fault(details)
    return results


def _collection(kind, create):
    def make(builder, annotation, origin, arguments):
        validate = builder.build(arguments[0]) if arguments else _scalars.validate_any

        def collection(value, state):
            results = _each(validate, _items(value, kind, state), state)
            return results if create is list else create(results)

        return collection

    return make


def _sequence(builder, annotation, origin, arguments):
    """`Sequence[T]` keeps the type of what it is given."""
    validate = builder.build(arguments[0]) if arguments else _scalars.validate_any

    def sequence(value, state):
        if isinstance(value, (str, bytes)):
            raise fault("sequence_str", value, type_name=type(value).__name__)
        if isinstance(value, dict) or not hasattr(value, "__getitem__"):
            raise fault("is_instance_of", value, **{"class": "Sequence"})
        results = _each(validate, value, state)
        return tuple(results) if isinstance(value, tuple) else results

    return sequence


def _iterable(builder, annotation, origin, arguments):
    def iterable(value, state):
        if not hasattr(value, "__iter__"):
            raise fault("iterable_type", value)
        return value

    return iterable


def _tuple(builder, annotation, origin, arguments):
    if not arguments and annotation is origin:
        return _collection("tuple", tuple)(builder, annotation, origin, arguments)
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        return _collection("tuple", tuple)(builder, annotation, origin, arguments[:1])
    validators = [builder.build(argument) for argument in arguments if argument != ()]

    def fixed(value, state):
        items = list(_items(value, "tuple", state))
        if len(items) > len(validators):
            raise fault(
                "too_long", value, field_type="Tuple", max_length=len(validators), actual_length=len(items)
            )
        results, details = [], []
        for place, validate in enumerate(validators):
            try:
                if place >= len(items):
                    raise fault("missing", value)
                results.append(validate(items[place], state))
            except Fault as error:
                details.extend(error.under(place))
        if details:
            raise Fault(details)
        return tuple(results)

    return fixed


def _mapping(create):
    def make(builder, annotation, origin, arguments):
        keys = builder.build(arguments[0]) if arguments else _scalars.validate_any
        values = builder.build(arguments[1]) if len(arguments) > 1 else _scalars.validate_any

        def mapping(value, state):
            if not isinstance(value, dict) and (state.strict or not hasattr(value, "keys")):
                raise fault("dict_type", value)
            results, details = {}, []
            for key in value.keys():
                try:
                    new_key = keys(key, state)
                except Fault as error:
                    details.extend(error.under(key, "[key]"))
                    continue
                try:
                    results[new_key] = values(value[key], state)
                except Fault as error:
                    details.extend(error.under(key))
            if details:
                raise Fault(details)
            return results if create is None else create(results)

        return mapping

    return make


def _from_collections(name):
    def create(results):
        import collections

        if name == "defaultdict":
            return collections.defaultdict(None, results)
        return getattr(collections, name)(results)

    return create


def _class_of(builder, annotation, origin, arguments):
    wanted = arguments[0] if arguments else None

    def class_of(value, state):
        if not isinstance(value, type):
            raise fault("is_type", value)
        if isinstance(wanted, type) and not issubclass(value, wanted):
            raise fault("is_subclass_of", value, **{"class": wanted.__name__})
        return value

    return class_of


def _callable(builder, annotation, origin, arguments):
    return _scalars.validate_callable


def _pattern(builder, annotation, origin, arguments):
    return _scalars.validate_pattern


CONTAINERS = {
    "list": _collection("list", list),
    "set": _collection("set", set),
    "frozenset": _collection("frozenset", frozenset),
    "tuple": _tuple,
    "dict": _mapping(None),
    "OrderedDict": _mapping(_from_collections("OrderedDict")),
    "defaultdict": _mapping(_from_collections("defaultdict")),
    "Counter": _mapping(_from_collections("Counter")),
    "deque": _collection("list", _from_collections("deque")),
    "Mapping": _mapping(None),
    "MutableMapping": _mapping(None),
    "Sequence": _sequence,
    "MutableSequence": _collection("list", list),
    "Collection": _collection("list", list),
    "Set": _collection("frozenset", frozenset),
    "AbstractSet": _collection("frozenset", frozenset),
    "MutableSet": _collection("set", set),
    "Iterable": _iterable,
    "Iterator": _iterable,
    "Generator": _iterable,
    "Callable": _callable,
}
GENERIC = {**CONTAINERS, "type": _class_of, "Type": _class_of, "Pattern": _pattern}


def is_complex(annotation):
    """Whether a setting of this type is written as JSON in the environment."""
    if not isinstance(annotation, type):
        return False
    if issubclass(annotation, (str, bytes)):
        return False
    if hasattr(annotation, "__pydantic_own__") or hasattr(annotation, "__dataclass_fields__"):
        return True
    if issubclass(annotation, (list, tuple, set, frozenset, dict)):
        return True
    abc = sys.modules.get("collections.abc") or sys.modules.get("_collections_abc")
    return abc is not None and issubclass(annotation, (abc.Mapping, abc.Sequence, abc.Set))

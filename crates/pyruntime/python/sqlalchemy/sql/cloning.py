"""Copies of expressions with parts replaced."""

from .elements import ClauseElement, TextClause


def replaced(element, change):
    """A copy in which `change(part)` stands for every part that it returns something for."""
    if isinstance(element, TextClause):
        found = change(element)
        if found is not None:
            return found
        copied = element._copied()
        for key, bind in copied._binds.items():
            copied._binds[key] = change(bind) or bind
        return copied
    found = change(element)
    if found is not None:
        return found
    if getattr(element, "is_selectable", False) and not getattr(element, "_is_select", False):
        return element
    if element._is_column:
        return element
    copied = element.__class__.__new__(element.__class__)
    for name, value in element.__dict__.items():
        copied.__dict__[name] = _value(value, change)
    return copied


def _value(value, change):
    if isinstance(value, ClauseElement):
        return replaced(value, change)
    if isinstance(value, list):
        return [_value(item, change) for item in value]
    if isinstance(value, tuple):
        return tuple([_value(item, change) for item in value])
    if isinstance(value, dict):
        return {key: _value(item, change) for key, item in value.items()}
    return value

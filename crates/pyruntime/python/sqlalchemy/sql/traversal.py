"""Walks through statements and expressions."""

from .elements import BindParameter


def parts_of(element):
    """The element and everything inside it."""
    found = []
    waiting = [element]
    while waiting:
        part = waiting.pop()
        found.append(part)
        waiting.extend(part._children())
    return found


def with_parameters(element, values):
    """The same statement with values in its named binds."""
    from .cloning import replaced

    def change(part):
        if part._is_text:
            named = {name: value for name, value in values.items() if name in part._marks()}
            return part.bindparams(**named) if named else None
        if isinstance(part, BindParameter) and part.key in values:
            return part._with_value(values[part.key])
        return None

    return replaced(element, change)

"""`traverse` and `iterate` over expressions."""

from .elements import Visitable


class ClauseVisitor:
    pass


def iterate(obj, opts=None):
    """The expression and everything in it, outermost first."""
    waiting = [obj]
    while waiting:
        element = waiting.pop(0)
        yield element
        waiting.extend(element._children())


def traverse(obj, opts, visitors):
    for element in iterate(obj):
        function = visitors.get(getattr(element, "__visit_name__", None))
        if function is not None:
            function(element)
    return obj


def replacement_traverse(obj, opts, replace):
    """A copy of the expression in which `replace(part)` stands for every part that it returns something for."""
    from .cloning import replaced

    return None if obj is None else replaced(obj, replace)

"""A `render_item` that is asked about everything, and says what it was given."""

import sqlalchemy as sa


class Money(sa.TypeDecorator):
    impl = sa.Integer
    cache_ok = True


def render(kind, thing, autogen_context):
    print(kind, *_facts(kind, thing))
    if kind == "column" and thing.info.get("mine"):
        autogen_context.imports.add("import sys as mine")
        return "mine.Column(%r)" % thing.name
    if kind == "column" and thing.info.get("none") or kind == "check":
        return None
    if kind == "type" and (isinstance(thing, Money) or type(thing) is sa.VARCHAR):
        return "mine.%s()" % type(thing).__name__
    if kind == "server_default" and thing is not None and "7" in str(thing.arg):
        return "mine.seven"
    if kind == "foreign_key":
        return "mine.Key(%r, %r)" % (_names(thing), [element.target_fullname for element in thing.elements])
    if kind == "unique":
        return "mine.unique(%s)" % ", ".join(_names(thing))
    if kind == "primary_key" and thing.table.name == "c":
        return "mine.pk(%r)" % sorted(thing.table.columns.keys())
    return False


def _facts(kind, thing):
    if kind == "column":
        return thing.name, thing.table.name, dict(thing.info), thing.type
    if kind == "type":
        return (repr(thing),)
    if kind == "server_default":
        return (None,) if thing is None else (type(thing).__name__, type(thing.arg).__name__, str(thing.arg))
    if kind == "check":
        return thing.name, thing.table.name, str(thing.sqltext)
    return type(thing).__name__, thing.table.name, _names(thing)


def _names(constraint):
    return [column.name for column in constraint.columns]

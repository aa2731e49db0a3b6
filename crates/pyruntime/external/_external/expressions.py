"""SQL expressions of the real SQLAlchemy in wire form: trees where the host has words for them, else their SQL."""

from sqlalchemy import _running as running
from sqlalchemy.sql import elements, functions
from sqlalchemy.sql.elements import ColumnClause, TextClause

from . import columns
from .values import bound

_MODIFIERS = {"desc_op": "DESC", "asc_op": "ASC"}
# SQLAlchemy 1.4 has these under their names of before as well.
_NULLS = {"nulls_first_op": "NULLS FIRST", "nulls_last_op": "NULLS LAST"}
_NULLS.update({"nullsfirst_op": "NULLS FIRST", "nullslast_op": "NULLS LAST"})


def is_column(value):
    """Whether it is a column by name, and not text that stands for one."""
    return isinstance(value, ColumnClause) and not value.is_literal


def wire(value):
    """An expression as DDL needs it: columns stand without their table."""
    if hasattr(value, "__clause_element__") and not isinstance(value, elements.ClauseElement):
        value = value.__clause_element__()
    of_host = getattr(value, "_host_wire", None)
    if of_host is not None:
        return of_host
    if isinstance(value, TextClause):
        return _text(value)
    if isinstance(value, ColumnClause):
        if value.is_literal:
            return {"expr": "raw", "sql": str(value.name)}
        return {"expr": "column", "name": running.name(value.name)}
    if isinstance(value, elements.Null):
        return {"expr": "null"}
    if isinstance(value, elements.True_):
        return {"expr": "true"}
    if isinstance(value, elements.False_):
        return {"expr": "false"}
    if isinstance(value, elements.BindParameter):
        return _bind(value)
    if isinstance(value, elements.Label):
        return {"expr": "label", "name": running.name(value.name), "of": wire(value.element)}
    if isinstance(value, functions.next_value):
        return dict(running.table_name(value.sequence), expr="next_value")
    if type(value) is functions.Function or isinstance(value, functions.GenericFunction):
        made = _function(value)
        if made is not None:
            return made
    if isinstance(value, elements.UnaryExpression) and value.modifier is not None:
        operator = value.modifier.__name__
        modifier = _MODIFIERS.get(operator) or _NULLS.get(operator)
        if modifier is not None:
            return {"expr": "ordered", "of": wire(value.element), "modifier": modifier}
    return {"expr": "raw", "sql": text_of(value)}


def text_of(construct):
    """The SQL that the running dialect writes, values and all."""
    keywords = {"literal_binds": True, "include_table": False}
    return str(construct.compile(dialect=running.real_dialect(), compile_kwargs=keywords))


def _text(clause):
    made = {"expr": "text", "sql": clause.text}
    binds = []
    for name, parameter in clause._bindparams.items():
        if parameter.value is not None or not parameter.required:
            bind = {"name": name, "value": bound(parameter.effective_value)}
            binds.append(bind)
    if binds:
        made["binds"] = binds
    return made


def _bind(parameter):
    value = parameter.effective_value
    try:
        plain = bound(value)
    except TypeError:
        return {"expr": "raw", "sql": text_of(parameter)}
    made = {"expr": "bind", "value": plain}
    kind = columns.wire(parameter.type)
    if kind["type"] in ("Custom", "UserDefined", "Enum", "JSON") or isinstance(plain, dict):
        return {"expr": "raw", "sql": text_of(parameter)} if value is not None else {"expr": "null"}
    if kind["type"] != "Null":
        made["type"] = kind
    return made


def _function(function):
    if type(function).__dict__.get("__visit_name__") not in (None, "function", "GenericFunction"):
        return None
    arguments = list(function.clauses)
    # `CURRENT_TIMESTAMP` and others of its kind are written without brackets.
    if not arguments and function.name.upper() in _WITHOUT_BRACKETS and not isinstance(function, functions.now):
        return {"expr": "raw", "sql": text_of(function)}
    path = list(getattr(function, "packagenames", ())) + [function.name]
    return {
        "expr": "function",
        "path": [str(part) for part in path],
        "arguments": [wire(argument) for argument in arguments],
    }


_WITHOUT_BRACKETS = frozenset(
    "CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER LOCALTIME LOCALTIMESTAMP SESSION_USER SYSDATE USER".split()
)

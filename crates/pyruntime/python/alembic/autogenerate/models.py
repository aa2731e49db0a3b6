"""What the models declare, as plain data for the host, which compares it with the database."""

import _host
import _waiting

from .. import _lower
from ..util.exc import CommandError


# How many tables travel to the host at a time.
_PORTION = 50


def describe_to_host(migration_context):
    """As `describe`, but for the tables: they are handed to the host in portions, and none is held for long."""
    return describe(migration_context, lambda tables: _host.call("described_tables", tables=tables))


def describe(migration_context, hand_over=None):
    """Returns the tables of `target_metadata`, and what user code has to say when they are compared."""
    from sqlalchemy import _running

    _running.describes = True
    try:
        return _described(migration_context, hand_over)
    finally:
        _running.describes = False


def _described(migration_context, hand_over):
    from sqlalchemy import _from_wire as from_wire
    from sqlalchemy import _type_words

    from . import kept, own, references

    options = migration_context.opts
    state = kept.state()
    warned = kept.count_warnings()
    # Models enter a MetaData when their modules are executed, whoever holds it.
    options["target_metadata"] = _waiting.real(options.get("target_metadata"))
    tables = []
    declared = list(tables_of(migration_context).values())
    references.check(declared)
    with _lower.for_dialect(migration_context.dialect):
        for table in declared:
            wire = table._wire()
            tables.append(wire)
            _note_rename(table, wire)
            for column, definition in zip(table.columns, wire["columns"]):
                _note_rename(column, definition)
                if "python" in definition["type"]:
                    from_wire.own_types[definition["type"]["module"], definition["type"]["python"]] = column.type
            if hand_over is not None and len(tables) == _PORTION:
                hand_over(tables)
                tables = []
    return {
        "tables": tables,
        "metadata_sizes": _metadata_sizes(migration_context),
        "enums": _enums(migration_context),
        "sequences": _sequences(migration_context),
        "comparators": own.comparators(migration_context),
        "type_words": _type_words.own(migration_context.dialect),
        "naming_convention": _lower.naming_convention(options["target_metadata"]),
        "may_be_kept": not warned() and state == kept.state(),
    }


def named_types(migration_context, texts):
    """Returns the types that the project's classes make of words of the catalogue such as `vector(3)`."""
    from sqlalchemy import _from_wire as from_wire
    from sqlalchemy import _type_words

    # The modules of models give the words their classes.
    _waiting.real(migration_context.opts.get("target_metadata"))
    of_text = _type_words.declared if migration_context.dialect.name == "sqlite" else _type_words.reflected
    found = {}
    with _lower.for_dialect(migration_context.dialect):
        for text in texts:
            kind = of_text(migration_context.dialect.ischema_names, text)
            if kind is not None:
                wire = found[text] = kind._wire()
                if "python" in wire:
                    from_wire.own_types[wire["module"], wire["python"]] = kind
    return found


def _enums(migration_context):
    """The enum types that belong to the metadata itself, so that they are there without a column."""
    types = [kind for metadata in _metadata_objects(migration_context) for kind in metadata._types]
    return [kind._enum_wire() for kind in types if kind.native_enum]


def _metadata_sizes(migration_context):
    sizes = [len(metadata.tables) for metadata in _metadata_objects(migration_context)]
    return sizes if len(sizes) > 1 else []


def _sequences(migration_context):
    found = {}
    for metadata in _metadata_objects(migration_context):
        found.update(metadata._sequences)
    return [sequence._wire() for sequence in found.values() if not sequence.optional]


def _note_rename(thing, wire):
    before = (thing._info or {}).get("renamed_from")
    if before is None:
        return
    if not isinstance(before, str):
        raise TypeError("info={'renamed_from': …} of %r is %r; it must be the old name" % (str(thing.name), before))
    wire["renamed_from"] = str(before)


def tables_of(migration_context):
    """Returns the models' tables by key; several MetaData objects are one."""
    tables = {}
    for metadata in _metadata_objects(migration_context):
        twice = [key for key in metadata.tables if key in tables]
        if twice:
            shown = ", ".join('"%s"' % key for key in sorted(twice))
            raise ValueError("Duplicate table keys across multiple MetaData objects: %s" % shown)
        tables.update(metadata.tables.items())
    return tables


def _metadata_objects(migration_context):
    given = migration_context.opts.get("target_metadata")
    if given is None:
        raise CommandError(
            "Can't proceed with --autogenerate option; environment script %s does not provide a MetaData object or "
            "sequence of objects to the context." % migration_context.script.env_py_location
        )
    return list(given) if isinstance(given, (list, tuple)) else [given]

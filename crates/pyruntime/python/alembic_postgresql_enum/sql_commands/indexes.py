"""Indexes that have to go while an enum is made anew."""

from collections import namedtuple

TableIndex = namedtuple("TableIndex", "name definition")


def quoted(name):
    """Quotes the name of an index, which may have a schema."""
    return ".".join('"%s"' % part.strip('"') for part in name.rsplit(".", 1))


def with_renamed_values(index, namespace, enum_name, renamed):
    """Returns the index as it is defined when values of its enum have other names."""
    definition = index.definition
    kinds = [enum_name, "%s.%s" % (namespace, enum_name)] if namespace else [enum_name]
    for before, after in renamed:
        for kind in kinds:
            definition = definition.replace("'%s'::%s" % (before, kind), "'%s'::%s" % (after, kind))
    return TableIndex(index.name, definition)

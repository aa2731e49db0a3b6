"""`query.union(other)`: the entities of the first query, read from the combined rows."""

from sqlalchemy import exc
from sqlalchemy.sql.select_statement import Select

from .util import AliasedClass


def combined(query, word, others):
    statement = query._statement
    entities = statement._entities
    parts = [other._statement for other in others]
    compound = getattr(statement, word)(*parts)
    source = compound.subquery()
    places = list(source.c)
    read = []
    for entity in entities:
        mapper = getattr(entity, "__mapper__", None)
        if mapper is None:
            read.append(places.pop(0))
            continue
        attributes = mapper.loaded_attributes()
        mine, places = places[: len(attributes)], places[len(attributes) :]
        read.append(_Seen(entity, dict(zip([expression for _, expression in attributes], mine)), source))
    if places:
        raise exc.InvalidRequestError("the queries of %s() have different columns" % word)
    return query._with(Select(*read).set_label_style(statement._label_style))


class _Seen(AliasedClass):
    """A class whose columns are those of a subquery."""

    def __init__(self, mapped_class, columns, source):
        self._mapped_class = getattr(mapped_class, "_mapped_class", mapped_class)
        self._alias = source
        self.__mapper__ = mapped_class.__mapper__
        self.__table__ = source
        self.__name__ = mapped_class.__name__
        self._columns = columns

    def _adapted(self, expression):
        return self._columns.get(expression, expression)

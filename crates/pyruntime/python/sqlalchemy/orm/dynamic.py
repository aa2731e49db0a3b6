"""`relationship(lazy="dynamic")`: a query instead of a collection."""

from .collections import items_of
from .properties import DynamicMapped
from .query import Query


class AppenderQuery(Query):
    """The related objects as a query; what is added here is written at once."""

    def __init__(self, instance, state, link):
        from .loading import related_select

        Query.__init__(self, (link.target.class_,), state.session)
        self._instance = instance
        self._relationship = link
        if state.key is not None:
            local = {parent: getattr(instance, state.mapper.attribute_of[parent]) for parent, _ in link.pairs}
            statement = related_select(link, local)
            self._statement = statement.set_label_style(self._statement._label_style)

    def append(self, item):
        self._reverse(item, self._instance)

    add = append

    def extend(self, items):
        for item in items:
            self.append(item)

    add_all = extend

    def remove(self, item):
        self._reverse(item, None)

    def _reverse(self, item, owner):
        """The other side of the relationship says the same."""
        reverse = self._relationship.reverse
        if reverse is None:
            from .session import unsupported

            raise unsupported("append() of a dynamic relationship without back_populates", "give it a back_populates")
        if reverse.uselist:
            known = getattr(item, reverse.key)
            if owner is None:
                known.remove(self._instance)
            elif not any(owner is other for other in items_of(known)):
                known.append(owner)
        else:
            setattr(item, reverse.key, owner)
        if owner is not None and self.session is not None:
            self.session.add(item)


AppenderMixin = AppenderQuery

__all__ = ["AppenderMixin", "AppenderQuery", "DynamicMapped"]

"""`automap_base`: models made of whole databases, which are not supported."""

from .._lazy import not_yet


def automap_base(declarative_base=None, **kw):
    raise not_yet("automap_base()", "read the tables with MetaData.reflect() or Table(…, autoload_with=…)")

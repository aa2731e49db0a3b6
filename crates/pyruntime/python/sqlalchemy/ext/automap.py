"""`automap_base`: reflection of whole databases, which comes later."""


def automap_base(declarative_base=None, **kw):
    raise NotImplementedError("automap_base() is not supported: it needs reflection, which comes with a later version")

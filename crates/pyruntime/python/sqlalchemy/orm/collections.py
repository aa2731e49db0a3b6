"""Collection classes of relationships."""


class KeyFuncDict(dict):
    def __init__(self, keyfunc=None, *arguments, **keywords):
        dict.__init__(self)
        self.keyfunc = keyfunc


MappedCollection = KeyFuncDict


def attribute_keyed_dict(attr_name, **kw):
    return lambda: KeyFuncDict(lambda item: getattr(item, attr_name))


def keyfunc_mapping(keyfunc, **kw):
    return lambda: KeyFuncDict(keyfunc)


def column_keyed_dict(mapping_spec, **kw):
    return lambda: KeyFuncDict()


attribute_mapped_collection = attribute_keyed_dict
column_mapped_collection = column_keyed_dict
mapped_collection = keyfunc_mapping


class InstrumentedList(list):
    pass


class InstrumentedSet(set):
    pass


class InstrumentedDict(dict):
    pass


class collection:
    @staticmethod
    def _same(fn):
        return fn

    appender = remover = iterator = converter = internally_instrumented = _same

    @staticmethod
    def adds(arg):
        return lambda fn: fn

    replaces = removes = adds

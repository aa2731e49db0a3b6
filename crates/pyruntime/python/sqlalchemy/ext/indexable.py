"""`index_property`."""


class index_property:
    def __init__(self, attr_name, index, default=None, datatype=None, mutable=True, onebased=True):
        self.attr_name = attr_name
        self.index = index
        self.default = default

    def __get__(self, instance, owner):
        if instance is None:
            return self
        value = getattr(instance, self.attr_name)
        try:
            return value[self.index]
        except (KeyError, IndexError, TypeError):
            return self.default

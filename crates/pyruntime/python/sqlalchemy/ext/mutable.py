"""`MutableDict`, `MutableList`: containers whose types are the plain ones in DDL."""

from sqlalchemy.sql.type_api import to_instance


class MutableBase:
    pass


class Mutable(MutableBase):
    @classmethod
    def as_mutable(cls, sqltype):
        return to_instance(sqltype)

    @classmethod
    def associate_with(cls, sqltype):
        pass

    @classmethod
    def associate_with_attribute(cls, attribute):
        pass

    @classmethod
    def coerce(cls, key, value):
        if value is None or isinstance(value, cls):
            return value
        raise ValueError("Attribute '%s' does not accept objects of type %s" % (key, type(value)))

    def changed(self):
        pass


class MutableComposite(MutableBase):
    def changed(self):
        pass


class MutableDict(dict):
    as_mutable = classmethod(Mutable.as_mutable.__func__)
    associate_with = classmethod(Mutable.associate_with.__func__)

    @classmethod
    def coerce(cls, key, value):
        return (
            value if isinstance(value, cls) else cls(value) if isinstance(value, dict) else Mutable.coerce(key, value)
        )

    def changed(self):
        pass


class MutableList(list):
    as_mutable = MutableDict.__dict__["as_mutable"]
    associate_with = MutableDict.__dict__["associate_with"]

    @classmethod
    def coerce(cls, key, value):
        return value if isinstance(value, cls) else cls(value)

    def changed(self):
        pass


class MutableSet(set):
    as_mutable = MutableDict.__dict__["as_mutable"]
    associate_with = MutableDict.__dict__["associate_with"]

    @classmethod
    def coerce(cls, key, value):
        return value if isinstance(value, cls) else cls(value)

    def changed(self):
        pass

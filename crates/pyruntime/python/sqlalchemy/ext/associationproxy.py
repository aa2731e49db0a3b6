"""`association_proxy`: an attribute that models may have; using it comes later."""


class AssociationProxy:
    def __class_getitem__(cls, inner):
        """`AssociationProxy[list[str]]` is for type checkers."""
        return cls

    def __init__(self, target_collection, attr, **kw):
        self.target_collection = target_collection
        self.value_attr = attr

    def __set_name__(self, owner, name):
        self.key = name

    def __get__(self, instance, owner):
        if instance is None:
            return self
        from sqlalchemy.orm.session import later

        raise later("association_proxy(%r, %r)" % (self.target_collection, self.value_attr))


def association_proxy(target_collection, attr, **kw):
    return AssociationProxy(target_collection, attr, **kw)


class AssociationProxyInstance:
    pass


ObjectAssociationProxyInstance = ColumnAssociationProxyInstance = AssociationProxyInstance
AssociationProxyExtensionType = None


class _AssociationList(list):
    pass


class _AssociationDict(dict):
    pass


class _AssociationSet(set):
    pass

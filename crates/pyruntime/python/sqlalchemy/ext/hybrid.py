"""`hybrid_property` and `hybrid_method`."""


class hybrid_property:
    """A property of objects; on the class it is its expression."""

    def __init__(self, fget, fset=None, fdel=None, expr=None, custom_comparator=None, update_expr=None):
        self.fget = fget
        self.fset = fset
        self.fdel = fdel
        self.expr = expr
        self.__name__ = getattr(fget, "__name__", None)
        self.__doc__ = getattr(fget, "__doc__", None)

    def __get__(self, instance, owner):
        if instance is not None:
            return self.fget(instance)
        return (self.expr or self.fget)(owner)

    def __set__(self, instance, value):
        if self.fset is None:
            raise AttributeError("can't set attribute")
        self.fset(instance, value)

    def __delete__(self, instance):
        if self.fdel is None:
            raise AttributeError("can't delete attribute")
        self.fdel(instance)

    def _with(self, **changed):
        copied = self.__class__.__new__(self.__class__)
        copied.__dict__.update(self.__dict__)
        copied.__dict__.update(changed)
        return copied

    def getter(self, fget):
        return self._with(fget=fget)

    def setter(self, fset):
        return self._with(fset=fset)

    def deleter(self, fdel):
        return self._with(fdel=fdel)

    def expression(self, expr):
        # SQLAlchemy takes a class method here as well.
        return self._with(expr=getattr(expr, "__func__", expr))

    def comparator(self, comparator):
        return self._with(_comparator=comparator)

    def update_expression(self, meth):
        return self._with(_update_expr=meth)

    @property
    def inplace(self):
        return _InPlace(self)

    @property
    def overrides(self):
        return self


class _InPlace:
    """`@name.inplace.setter` changes the property itself."""

    def __init__(self, prop):
        self._prop = prop

    def getter(self, fget):
        self._prop.fget = fget
        return self._prop

    def setter(self, fset):
        self._prop.fset = fset
        return self._prop

    def deleter(self, fdel):
        self._prop.fdel = fdel
        return self._prop

    def expression(self, expr):
        self._prop.expr = getattr(expr, "__func__", expr)
        return self._prop

    def comparator(self, comparator):
        return self._prop

    def update_expression(self, meth):
        return self._prop


class hybrid_method:
    def __init__(self, func, expr=None):
        self.func = func
        self.expr = expr or func

    def __get__(self, instance, owner):
        if instance is None:
            return self.expr.__get__(owner, owner)
        return self.func.__get__(instance, owner)

    def expression(self, expr):
        self.expr = getattr(expr, "__func__", expr)
        return self

    @property
    def inplace(self):
        return self


class Comparator:
    def __init__(self, expression):
        self.expression = expression

    def __clause_element__(self):
        expression = self.expression
        return expression.__clause_element__() if hasattr(expression, "__clause_element__") else expression


class ExprComparator(Comparator):
    pass


HybridExtensionType = None

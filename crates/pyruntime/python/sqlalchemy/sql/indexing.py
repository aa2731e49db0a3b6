"""`column["key"]`, `column[1:2]`: parts of JSON values and arrays."""

from .elements import BinaryExpression, BindParameter, ColumnElement, WireExpression, expression_of
from .operators import _name_bind
from .sqltypes import BOOLEANTYPE, INTEGERTYPE, JSON, NULLTYPE, STRINGTYPE, Float, Integer, Numeric, to_instance


def item_of(column, index):
    type_ = column.type
    if isinstance(type_, JSON) or (type_._is_type_decorator and isinstance(type_.impl_instance, JSON)):
        return JsonItem(column, index, type_)
    if type_._is_array:
        return array_item(column, index, type_)
    item = getattr(type_, "_item_of", None)
    if item is not None:
        return item(column, index)
    raise NotImplementedError("Operator 'getitem' is not supported on this expression")


class JsonItem(BinaryExpression):
    """`json["key"]`; compares as JSON, or as what the `as_…()` methods say."""

    def __init__(self, column, index, type_):
        if isinstance(index, (list, tuple)):
            # Several steps at once travel as an array.
            right = BindParameter(None, list(index), unique=True, type_=NULLTYPE)
            operator = "json_path_get"
        else:
            right = expression_of(index, INTEGERTYPE if isinstance(index, int) else STRINGTYPE)
            operator = "json_get"
        _name_bind(column, right)
        BinaryExpression.__init__(self, expression_of(column), right, operator, type_)

    def _as_text(self, type_):
        return BinaryExpression(self.left, self.right, self.operator + "_text", type_)

    @property
    def astext(self):
        return self._as_text(getattr(self.type, "astext_type", None) or STRINGTYPE)

    def as_string(self):
        return self._as_text(STRINGTYPE).cast(STRINGTYPE)

    def as_boolean(self):
        return self._as_text(STRINGTYPE).cast(BOOLEANTYPE)

    def as_integer(self):
        return self._as_text(STRINGTYPE).cast(Integer())

    def as_float(self):
        return self._as_text(STRINGTYPE).cast(Float())

    def as_numeric(self, precision, scale, asdecimal=True):
        return self._as_text(STRINGTYPE).cast(Numeric(precision, scale, asdecimal=asdecimal))

    def as_json(self):
        return self


class Slice(ColumnElement):
    """`1:2` inside the brackets of an array."""

    def __init__(self, start, stop):
        self._bounds = (expression_of(start), expression_of(stop))

    def _children(self):
        return self._bounds

    def _wire(self):
        start, stop = self._bounds
        return {"expr": "binary", "operator": {"custom": ":"}, "left": start._wire(), "right": stop._wire()}


def array_item(column, index, type_):
    shift = 1 if type_.zero_indexes else 0
    if isinstance(index, slice):
        bounds = [bound + shift if isinstance(bound, int) else bound for bound in (index.start, index.stop)]
        return WireExpression("index", {"of": expression_of(column), "index": Slice(*bounds)}, type_)
    if isinstance(index, int):
        index += shift
    result = type_.item_type
    if type_.dimensions is not None and type_.dimensions > 1:
        result = type_._copy_plain()
        result.dimensions = type_.dimensions - 1
    index = expression_of(index)
    _name_bind(column, index)
    return WireExpression("index", {"of": expression_of(column), "index": index}, to_instance(result))

"""RootModel: a model that is one value."""

from pydantic_core import PydanticUndefined

from .main import BaseModel


class RootModel(BaseModel):
    """Holds its value in `root`."""

    __pydantic_root_model__ = True

    def __init__(self, /, root=PydanticUndefined, **data):
        if data:
            if root is not PydanticUndefined:
                raise ValueError('"RootModel.__init__" accepts either a single positional argument or arbitrary keyword arguments')
            root = data
        type(self)._validated(root, instance=self)

    __init__.__pydantic_base_init__ = True

    @classmethod
    def __class_getitem__(cls, item):
        if cls is not RootModel:
            return super().__class_getitem__(item)
        name = "RootModel[%s]" % getattr(item, "__name__", item)
        return type(cls)(name, (cls,), {"__module__": cls.__module__, "__annotations__": {"root": item}})

    @classmethod
    def __pydantic_validate__(cls, value, state, instance=None):
        from ._complete import complete
        from ._errors import Fault
        from ._model import validate_model

        if instance is None and isinstance(value, cls):
            return value
        data = {} if value is PydanticUndefined else {"root": value}
        try:
            return validate_model(complete(cls), data, state, instance)
        except Fault as error:
            details = [{**detail, "loc": detail["loc"][1:] if detail["loc"][:1] == ("root",) else detail["loc"]} for detail in error.details]
            raise Fault(details) from None

    @classmethod
    def model_construct(cls, root, _fields_set=None):
        return super().model_construct(root=root, _fields_set=_fields_set)

    def _dump_root(self, options):
        from ._serialize import dump

        return dump(self.root, options)

    def model_dump(self, *, mode="python", **options):
        from ._serialize import Options

        return self._dump_root(Options(mode, **options))

    def model_dump_json(self, *, indent=None, ensure_ascii=False, **options):
        from ._serialize import Options, json_text

        return json_text(self._dump_root(Options("json", **options)), indent, ensure_ascii)

    def __eq__(self, other):
        return isinstance(other, RootModel) and type(self) is type(other) and self.root == other.root

    __hash__ = None

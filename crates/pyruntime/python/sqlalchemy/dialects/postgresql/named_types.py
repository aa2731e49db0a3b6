"""PostgreSQL's types that have a name of their own: ENUM and DOMAIN."""

from sqlalchemy._running import plain
from sqlalchemy.sql.enumtype import Enum
from sqlalchemy.sql.type_api import TypeEngine, to_instance


class NamedType(TypeEngine):
    """A type that must be created before it is used."""


class ENUM(Enum):
    _postgresql_only = True
    _shown_kinds = (("create_constraint", False),)

    def __init__(self, *enums, name=Ellipsis, create_type=True, **kw):
        native_enum = kw.pop("native_enum", None)
        if native_enum is False:
            import warnings

            warnings.warn(
                "the native_enum flag does not apply to the sqlalchemy.dialects.postgresql.ENUM datatype; this type"
                " always refers to ENUM.   Use sqlalchemy.types.Enum for non-native enum."
            )
        if name is not Ellipsis:
            kw["name"] = name
        kw["create_type"] = create_type
        Enum.__init__(self, *enums, **kw)
        if not create_type:
            self.create_type = create_type

    def create(self, bind, checkfirst=True):
        Enum.create(self, bind, checkfirst)

    def drop(self, bind, checkfirst=True):
        Enum.drop(self, bind, checkfirst)


class DOMAIN(NamedType):
    _native_name = "DOMAIN"
    _dialect = "postgresql"

    def __init__(
        self,
        name,
        data_type,
        *,
        collation=None,
        collation_schema=None,
        default=None,
        constraint_name=None,
        not_null=None,
        check=None,
        create_type=True,
        **kw,
    ):
        self.name = name
        self.data_type = to_instance(data_type)
        self.schema = kw.pop("schema", None)
        self.metadata = kw.pop("metadata", None)
        self.collation = collation
        self.collation_schema = collation_schema
        self.default = default
        self.constraint_name = constraint_name
        self.not_null = not_null
        self.check = check
        self.create_type = create_type

    def _arguments(self):
        arguments = {"name": str(self.name), "data_type": self.data_type._wire()}
        for keyword in ("schema", "collation", "collation_schema", "constraint_name"):
            value = getattr(self, keyword)
            if value is not None:
                arguments[keyword] = str(value)
        if self.not_null:
            arguments["not_null"] = True
        for keyword in ("default", "check"):
            value = getattr(self, keyword)
            if value is not None:
                arguments[keyword] = plain(value)
        if not self.create_type:
            arguments["create_type"] = False
        return arguments

    def _repr_parts(self):
        return [repr(self.name), repr(self.data_type)]

    def create(self, bind, checkfirst=True, **kw):
        raise NotImplementedError("DOMAIN.create() is not supported: use op.execute('CREATE DOMAIN …')")

    def drop(self, bind, checkfirst=True, **kw):
        raise NotImplementedError("DOMAIN.drop() is not supported: use op.execute('DROP DOMAIN …')")


def __getattr__(name):
    if name not in ("CreateEnumType", "DropEnumType", "CreateDomainType", "DropDomainType"):
        raise AttributeError("module %r has no attribute %r" % (__name__, name))
    from . import constructs

    return getattr(constructs, name)

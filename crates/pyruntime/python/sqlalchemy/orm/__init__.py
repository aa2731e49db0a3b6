"""`sqlalchemy.orm`: models, and the sessions that read and write their objects."""

from sqlalchemy import _lazy

_PLACES = {
    "sqlalchemy.orm.decl_api": "add_mapped_attribute as_declarative AbstractConcreteBase ConcreteBase declarative_base"
    " declarative_mixin DeclarativeBase DeclarativeBaseNoMeta DeclarativeMeta declared_attr DeferredReflection"
    " has_inherited_table mapped_as_dataclass MappedAsDataclass registry synonym_for unmapped_dataclass as_typed_table",
    "sqlalchemy.orm.properties": "backref BackRef column_property ColumnProperty Composite composite CompositeProperty"
    " contains_alias deferred dynamic_loader DynamicMapped foreign Mapped mapped_column MappedColumn"
    " MappedSQLExpression MapperProperty orm_insert_sentinel ORMDescriptor PropComparator query_expression"
    " QueryableAttribute InstrumentedAttribute reconstructor Relationship relationship RelationshipProperty remote"
    " SQLORMExpression Unmapped unmapped_column UnmappedColumn Synonym synonym SynonymProperty validates WriteOnlyCollection WriteOnlyMapped AppenderQuery"
    " RelationshipDirection ONETOMANY MANYTOONE MANYTOMANY",
    "sqlalchemy.orm.session": "close_all_sessions object_session ORMExecuteState Session SessionTransaction sessionmaker",
    "sqlalchemy.orm.scoping": "scoped_session ScopedSession",
    "sqlalchemy.orm.query": "FromStatement Query",
    "sqlalchemy.orm.util": "aliased AliasedClass Bundle class_mapper create_session identity_key join make_transient"
    " make_transient_to_detached merge_frozen_result merge_result object_mapper outerjoin polymorphic_union was_deleted"
    " with_parent with_polymorphic",
    "sqlalchemy.orm.strategy_options": "contains_eager defaultload defer immediateload joinedload lazyload Load load_only"
    " noload raiseload selectin_polymorphic selectinload subqueryload undefer undefer_group with_expression"
    " with_loader_criteria",
    "sqlalchemy.orm.mapper": "clear_mappers configure_mappers Mapper mapper mapperlib ClassManager InstanceState",
    "sqlalchemy.orm.collections": "attribute_keyed_dict attribute_mapped_collection column_keyed_dict"
    " column_mapped_collection keyfunc_mapping KeyFuncDict mapped_collection MappedCollection",
    "sqlalchemy.orm.events": "AttributeEvents EXT_CONTINUE EXT_SKIP EXT_STOP InstanceEvents InstrumentationEvents"
    " MapperEvents QueryEvents SessionEvents NO_VALUE NO_KEY",
}

__getattr__, __dir__ = _lazy.names(
    __name__,
    globals(),
    _PLACES,
    "attributes base collections decl_api decl_base events exc interfaces mapper properties query relationships scoping"
    " session strategy_options state util dynamic instrumentation clsregistry descriptor_props",
)


def _moved(name):
    """A name that older code takes from `sqlalchemy.orm.session`."""
    for place, listed in _PLACES.items():
        if name in listed.split() and place != "sqlalchemy.orm.session":
            return getattr(__import__(place, None, None, (name,)), name)
    raise AttributeError("module 'sqlalchemy.orm.session' has no attribute %r" % name)

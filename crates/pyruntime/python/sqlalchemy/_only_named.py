"""Names that SQLAlchemy has and that are served no further than an import goes: annotations name them.

Whoever calls one of them, or derives from it, is told that it is not served.
"""

import sys

from ._lazy import not_yet

# Modules of which whole nothing more is served.
MODULES = frozenset(
    """
    sqlalchemy.dialects._typing sqlalchemy.engine.characteristics sqlalchemy.engine.events sqlalchemy.engine.processors
    sqlalchemy.event.api sqlalchemy.event.attr sqlalchemy.event.base sqlalchemy.event.registry sqlalchemy.ext.asyncio.base
    sqlalchemy.ext.asyncio.exc sqlalchemy.ext.horizontal_shard sqlalchemy.ext.instrumentation sqlalchemy.orm._typing
    sqlalchemy.orm.bulk_persistence sqlalchemy.orm.context sqlalchemy.orm.dependency sqlalchemy.orm.evaluator
    sqlalchemy.orm.identity sqlalchemy.orm.path_registry sqlalchemy.orm.state_changes sqlalchemy.orm.strategies
    sqlalchemy.orm.sync sqlalchemy.orm.writeonly sqlalchemy.pool.events sqlalchemy.sql._orm_types sqlalchemy.sql._typing
    sqlalchemy.sql.annotation sqlalchemy.sql.coercions sqlalchemy.sql.crud sqlalchemy.sql.default_comparator
    sqlalchemy.sql.events sqlalchemy.sql.lambdas sqlalchemy.sql.traversals sqlalchemy.util._collections
    sqlalchemy.util.compat sqlalchemy.util.deprecations sqlalchemy.util.queue sqlalchemy.util.topological
    sqlalchemy.util.typing
    """.split()
)

_OF_DIALECT = "Compiler DDLCompiler TypeCompiler IdentifierPreparer ExecutionContext"

_NAMES = {
    "sqlalchemy.dialects.mysql.base": " ".join("MySQL" + name for name in _OF_DIALECT.split()),
    "sqlalchemy.dialects.postgresql.base": " ".join("PG" + name for name in (_OF_DIALECT + " Inspector").split()),
    "sqlalchemy.dialects.sqlite.base": " ".join("SQLite" + name for name in _OF_DIALECT.split()),
    "sqlalchemy.engine.base": "OptionEngine",
    "sqlalchemy.engine.cursor": "CursorResultMetaData ResultFetchStrategy",
    "sqlalchemy.engine.default": "DefaultExecutionContext",
    "sqlalchemy.engine.interfaces": "CoreExecuteOptionsParameter DBAPICursor ExceptionContext ExecutionContext "
    "_CoreAnyExecuteParams _CoreMultiExecuteParams _CoreSingleExecuteParams _ExecuteOptions",
    "sqlalchemy.engine.result": "ResultMetaData _KeyIndexType _KeyType _RowData",
    "sqlalchemy.engine.util": "TransactionalContext",
    "sqlalchemy.ext.asyncio.engine": "AsyncConnectable",
    "sqlalchemy.inspection": "Inspectable",
    "sqlalchemy.orm": "AttributeEventToken AttributeState CascadeOptions IdentityMap InspectionAttr InspectionAttrInfo "
    "LoaderCallableStatus LoaderCriteriaOption MappedClassProtocol NotExtension PassiveFlag QueryContext "
    "QueryPropertyDescriptor SessionTransactionOrigin UOWTransaction UserDefinedOption",
    "sqlalchemy.orm.attributes": "AttributeEventToken AttributeImpl CollectionAttributeImpl Event ScalarAttributeImpl "
    "ScalarObjectAttributeImpl",
    "sqlalchemy.orm.base": "InspectionAttr InspectionAttrInfo LoaderCallableStatus PassiveFlag SQLORMOperations",
    "sqlalchemy.orm.clsregistry": "ClsRegistryToken _ModuleMarker _class_resolver",
    "sqlalchemy.orm.collections": "CollectionAdapter bulk_replace collection_adapter",
    "sqlalchemy.orm.decl_api": "DCTransformDeclarative _DeclaredAttrDecorated",
    "sqlalchemy.orm.decl_base": "MappedClassProtocol _ClassScanMapperConfig _MapperKwArgs _TableArgsType",
    "sqlalchemy.orm.interfaces": "CompileStateOption CriteriaOption InspectionAttr InspectionAttrInfo LoaderStrategy "
    "MapperOption ORMColumnDescription ORMStatementRole SQLORMOperations StrategizedProperty",
    "sqlalchemy.orm.query": "BulkDelete BulkUD BulkUpdate QueryContext RowReturningQuery",
    "sqlalchemy.orm.relationships": "JoinCondition _RelationshipJoinConditionArgument",
    "sqlalchemy.orm.scoping": "QueryPropertyDescriptor",
    "sqlalchemy.orm.session": "ForUpdateParameter JoinTransactionMode SessionTransactionOrigin SessionTransactionState "
    "UOWTransaction _BindArguments _PKIdentityArgument _SessionBind _SessionBindKey",
    "sqlalchemy.orm.state": "AttributeState PendingCollection",
    "sqlalchemy.orm.strategy_options": "_AbstractLoad _AttrType _LoadElement",
    "sqlalchemy.orm.unitofwork": "UOWTransaction",
    "sqlalchemy.orm.util": "AliasedInsp CascadeOptions LoaderCriteriaOption ORMAdapter ORMStatementAdapter",
    "sqlalchemy.pool.base": "ManagesConnection PoolResetState ResetStyle _ConnectionFairy _ConnectionRecord",
    "sqlalchemy.sql.base": "CacheableOptions CompileState DialectKWArgs Generative HasCompileState Immutable "
    "InPlaceGenerative Options SchemaEventTarget SchemaVisitable",
    "sqlalchemy.sql.cache_key": "CacheKey HasCacheKey MemoizedHasCacheKey",
    "sqlalchemy.sql.compiler": "CompilerState InsertmanyvaluesSentinelOpts StrSQLCompiler StrSQLTypeCompiler TypeCompiler",
    "sqlalchemy.sql.ddl": "DDLIf DDLIfCallable InvokeCreateDDLBase InvokeDropDDLBase SchemaDropper SchemaGenerator",
    "sqlalchemy.sql.dml": "DMLState DMLWhereBase DeleteDMLState InsertDMLState ReturningDelete ReturningInsert "
    "ReturningUpdate UpdateDMLState _DMLColumnElement",
    "sqlalchemy.sql.elements": "AsBoolean CollationClause CompilerColumnElement DQLDMLClauseElement GroupedElement "
    "IndexExpression OperatorExpression Slice TableValuedColumn TypeClause WrapsColumnExpression _anonymous_label "
    "_textual_label_reference",
    "sqlalchemy.sql.functions": "FunctionAsBinary OrderedSetAgg ReturnTypeFromOptionalArgs ScalarFunctionColumn",
    "sqlalchemy.sql.roles": "ByOfRole ColumnArgumentOrKeyRole ColumnArgumentRole ColumnListRole ColumnsClauseRole "
    "DDLConstraintColumnRole DDLExpressionRole DDLRole DMLColumnRole DMLRole DMLSelectRole DMLTableRole "
    "ExecutableOptionRole ExpressionElementRole FromClauseRole GroupByRole HasCTERole InElementRole JoinTargetRole "
    "LimitOffsetRole OnClauseRole OrderByRole ReturnsRowsRole SQLRole SelectStatementRole StatementOptionRole "
    "StatementRole StrictFromClauseRole StructuralRole TypedColumnsClauseRole WhereHavingRole",
    "sqlalchemy.sql.schema": "HasSchemaAttr _NamingSchemaParameter _ServerDefaultArgument",
    "sqlalchemy.sql.selectable": "CompoundSelectState ExecutableReturnsRows ForUpdateArg FromClauseAlias HasHints "
    "LateralFromClause NamedFromClause SelectState SelectStatementGrouping SelectsRows TypedReturnsRows "
    "_ForUpdateOfArgument _SelectIterable",
    "sqlalchemy.sql.sqltypes": "HasExpressionLookup _JSON_VALUE",
    "sqlalchemy.sql.type_api": "_BindProcessorType _LiteralProcessorType _ResultProcessorType _TypeMemoDict",
    "sqlalchemy.sql.util": "ClauseAdapter ColumnAdapter find_tables reduce_columns",
    "sqlalchemy.sql.visitors": "CloningVisitor ExternallyTraversible ExternalTraversal HasTraverseInternals InternalTraversal "
    "ReplacingCloningVisitor Traversible",
    "sqlalchemy.util.langhelpers": "FastIntFlag HasMemoized MemoizedSlots TypingOnly",
}


class OnlyNamed:
    """Stands in annotations; nothing is an instance of it."""

    def __init__(self, path):
        self._path = path

    def __call__(self, *args, **kwargs):
        raise not_yet(self._path)

    def __mro_entries__(self, bases):
        raise not_yet(self._path)

    def __getitem__(self, item):
        return self

    def __or__(self, other):
        return self

    __ror__ = __or__

    def __instancecheck__(self, instance):
        return False

    def __subclasscheck__(self, subclass):
        return False

    def __repr__(self):
        return self._path


def of(module, name):
    """What a module gives for a name that it does not serve."""
    if not name.startswith("__") and (module in MODULES or name in _NAMES.get(module, "").split()):
        found = OnlyNamed("%s.%s" % (module, name))
        setattr(sys.modules[module], name, found)
        return found
    raise AttributeError("module %r has no attribute %r" % (module, name))


class Loader:
    """Makes the modules of `MODULES`."""

    @staticmethod
    def create_module(spec):
        return None

    @staticmethod
    def exec_module(module):
        module.__getattr__ = lambda name: of(module.__name__, name)

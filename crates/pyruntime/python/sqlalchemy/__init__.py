"""The part of SQLAlchemy that env.py files, models and version scripts use. Objects describe; Rust does the rest.

How objects are put on the wire (see ../WIRE.md):
    thing._wire()         a type, constraint, index, table or expression as its `schema` dictionary
    column._definition()  a column as CREATE TABLE needs it (its `_wire()` is the column inside an expression)
    statement._query()    text(), select(), insert(), update(), delete() as a `schema::Query` dictionary
    element._operation()  CreateTable(), CreateSequence(), … as an `operation::Operation` dictionary
Types and values depend on the dialect: `_running.use(name or dialect)` says which one is meant.
"""

from sqlalchemy import _lazy

__version__ = "2.1.9"

__getattr__, __dir__ = _lazy.names(
    __name__,
    globals(),
    {
        "sqlalchemy.engine": "AdaptedConnection BaseRow BindTyping ChunkedIteratorResult Compiled Connection"
        " create_engine create_mock_engine create_pool_from_url CreateEnginePlugin CursorResult Dialect Engine"
        " engine_from_config ExceptionContext ExecutionContext FrozenResult Inspector IteratorResult make_url"
        " MappingResult MergedResult NestedTransaction Result result_tuple ResultProxy RootTransaction Row RowMapping"
        " ScalarResult Transaction TwoPhaseTransaction TypeCompiler URL",
        "sqlalchemy.inspection": "inspect",
        "sqlalchemy.pool": "AssertionPool AsyncAdaptedQueuePool NullPool Pool PoolProxiedConnection PoolResetState"
        " QueuePool SingletonThreadPool StaticPool",
        "sqlalchemy.schema": "BaseDDLElement BLANK_SCHEMA CheckConstraint CheckFirst Column ColumnDefault Computed"
        " Constraint CreateTable CreateTableAs CreateView DDL DDLElement DefaultClause DropTable DropView"
        " ExecutableDDLElement FetchedValue ForeignKey ForeignKeyConstraint ForeignKeyTarget Identity Index"
        " insert_sentinel MetaData Named PrimaryKeyConstraint Sequence Table TypedColumns UniqueConstraint"
        # Not at this address in SQLAlchemy, but used by scripts of its time as `sa.schema.…`.
        " CreateSequence DropSequence CreateIndex DropIndex CreateSchema DropSchema",
        "sqlalchemy.sql.expression": "ColumnExpressionArgument NotNullable Nullable SelectLabelStyle"
        " aggregate_order_by AggregateOrderBy Alias alias AliasedReturnsRows all_ and_ any_ asc between"
        " BinaryExpression bindparam BindParameter bitwise_not BooleanClauseList CacheKey Case case Cast cast"
        " ClauseElement ClauseList collate CollectionAggregate column ColumnClause ColumnCollection ColumnElement"
        " ColumnOperators CompoundSelect CTE cte custom_op Delete delete desc distinct except_ except_all Executable"
        " Exists exists Extract extract false False_ FrameClause FrameClauseType from_dml_column FromClause"
        " FromGrouping func funcfilter Function FunctionElement FunctionFilter GenerativeSelect Grouping HasCTE"
        " HasPrefixes HasSuffixes Insert insert intersect intersect_all Join join Label label LABEL_STYLE_DEFAULT"
        " LABEL_STYLE_DISAMBIGUATE_ONLY LABEL_STYLE_NONE LABEL_STYLE_TABLENAME_PLUS_COL lambda_stmt LambdaElement"
        " Lateral lateral literal literal_column modifier not_ Null null nulls_first nulls_last nullsfirst nullslast"
        " Operators or_ OrderByList outerjoin outparam Over over quoted_name ReleaseSavepointClause ReturnsRows"
        " RollbackToSavepointClause SavepointClause ScalarSelect Select select Selectable SelectBase"
        " SQLColumnExpression StatementLambdaElement Subquery table TableClause TableSample tablesample"
        " TableValuedAlias TableValuedColumn text TextAsFrom TextClause TextualSelect true True_ try_cast TryCast"
        " TString tstring Tuple tuple_ type_coerce TypeClause TypeCoerce UnaryExpression union union_all Update"
        " update UpdateBase Values values ValuesBase Visitable within_group WithinGroup",
        "sqlalchemy.types": "ARRAY BIGINT BigInteger BINARY BLOB BOOLEAN Boolean CHAR CLOB DATE Date DATETIME DateTime"
        " DECIMAL DOUBLE Double DOUBLE_PRECISION Enum FLOAT Float INT INTEGER Integer Interval JSON LargeBinary NCHAR"
        " NUMERIC Numeric NumericCommon NVARCHAR PickleType REAL SMALLINT SmallInteger String TEXT Text TIME Time"
        " TIMESTAMP TupleType TypeDecorator Unicode UnicodeText UUID Uuid VARBINARY VARCHAR",
    },
    "dialects engine event events exc ext future inspection log orm pool schema sql types util",
)

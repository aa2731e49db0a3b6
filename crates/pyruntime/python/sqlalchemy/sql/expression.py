"""`sqlalchemy.sql.expression`: everything of the expression language by name."""

from sqlalchemy import _lazy

__getattr__, __dir__ = _lazy.names(
    __name__,
    globals(),
    {
        "sqlalchemy.sql.clause": "text TextClause ClauseElement CompilerElement Visitable",
        "sqlalchemy.sql.elements": "and_ asc between BinaryExpression bindparam BindParameter bitwise_not"
        " BooleanClauseList ClauseList collate column ColumnClause ColumnElement desc"
        " distinct ExpressionClauseList false False_ Grouping label Label literal literal_column not_ null Null"
        " nulls_first nulls_last nullsfirst nullslast or_ SQLColumnExpression SQLCoreOperations true"
        " True_ UnaryExpression _truncated_label quoted_name conv",
        "sqlalchemy.sql.constructs": "aggregate_order_by AggregateOrderBy all_ any_ Case case Cast cast"
        " CollectionAggregate Extract extract FrameClause FrameClauseType funcfilter FunctionFilter OrderByList Over"
        " over try_cast TryCast Tuple tuple_ type_coerce TypeCoerce within_group WithinGroup",
        "sqlalchemy.sql.unsupported": "from_dml_column lambda_stmt LambdaElement outparam ReleaseSavepointClause"
        " RollbackToSavepointClause SavepointClause StatementLambdaElement tstring TString modifier",
        "sqlalchemy.sql.functions": "func Function FunctionElement",
        "sqlalchemy.sql.operators": "ColumnOperators custom_op Operators OperatorClass",
        "sqlalchemy.sql.base": "Executable ColumnCollection ReadOnlyColumnCollection WriteableColumnCollection",
        "sqlalchemy.sql.fromclause": "FromClause TableClause table",
        "sqlalchemy.sql.selectable": "Alias alias AliasedReturnsRows CompoundSelect CTE cte except_ except_all Exists"
        " exists FromGrouping GenerativeSelect HasCTE HasPrefixes HasSuffixes intersect intersect_all Join"
        " join LABEL_STYLE_DEFAULT LABEL_STYLE_DISAMBIGUATE_ONLY LABEL_STYLE_NONE LABEL_STYLE_TABLENAME_PLUS_COL"
        " Lateral lateral outerjoin ReturnsRows ScalarSelect Select select Selectable SelectBase SelectLabelStyle"
        " Subquery TableSample tablesample TableValuedAlias TableValuedColumn TextAsFrom"
        " TextualSelect union union_all Values values subquery",
        "sqlalchemy.sql.dml": "Delete delete Insert insert Update update UpdateBase ValuesBase",
        "sqlalchemy.sql.typing": "CacheKey ColumnExpressionArgument NotNullable Nullable TypeClause",
    },
)

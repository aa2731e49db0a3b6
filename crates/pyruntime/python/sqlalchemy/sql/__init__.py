"""`sqlalchemy.sql`: the expression language by name."""

from sqlalchemy import _lazy

__getattr__, __dir__ = _lazy.names(
    __name__,
    globals(),
    {
        "sqlalchemy.sql.expression": "ColumnExpressionArgument NotNullable Nullable SelectLabelStyle Alias alias all_"
        " and_ any_ asc between bindparam case cast ClauseElement collate column ColumnCollection ColumnElement"
        " CompoundSelect cte Delete delete desc distinct except_ except_all Executable exists extract false False_"
        " FromClause func funcfilter Insert insert intersect intersect_all Join join label LABEL_STYLE_DEFAULT"
        " LABEL_STYLE_DISAMBIGUATE_ONLY LABEL_STYLE_NONE LABEL_STYLE_TABLENAME_PLUS_COL lambda_stmt LambdaElement"
        " lateral literal literal_column modifier not_ null nulls_first nulls_last nullsfirst nullslast or_ outerjoin"
        " outparam over quoted_name Select select Selectable SQLColumnExpression StatementLambdaElement Subquery table"
        " TableClause TableSample tablesample TableValuedAlias text TextClause true True_ try_cast tuple_ type_coerce"
        " union union_all Update update Values values within_group aggregate_order_by",
        "sqlalchemy.sql.ddl": "BaseDDLElement DDL DDLElement ExecutableDDLElement",
        "sqlalchemy.sql.visitors": "ClauseVisitor",
    },
    "base compiler constraints ddl defaults dml elements expression functions"
    " naming operators schema selectable sqltypes type_api roles util visitors",
)


def exc_of(name, *arguments):
    """An exception of `sqlalchemy.exc`, which is imported only when one is raised."""
    from sqlalchemy import exc

    return getattr(exc, name)(*arguments)

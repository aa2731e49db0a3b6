"""`sqlalchemy.schema`: tables, columns, constraints and the DDL elements by name."""

from sqlalchemy import _lazy

__getattr__, __dir__ = _lazy.names(
    __name__,
    globals(),
    {
        "sqlalchemy.sql.schema": "_get_table_key BLANK_SCHEMA CheckConstraint Column ColumnCollectionConstraint"
        " ColumnCollectionMixin ColumnDefault Computed Constraint DefaultClause DefaultGenerator FetchedValue"
        " ForeignKey ForeignKeyConstraint ForeignKeyTarget HasConditionalDDL Identity IdentityOptions Index"
        " insert_sentinel MetaData Named PrimaryKeyConstraint SchemaConst SchemaItem SchemaVisitable Sequence Table"
        " TypedColumns UniqueConstraint",
        "sqlalchemy.sql.ddl": "_CreateDropBase AddConstraint BaseDDLElement CheckFirst CreateColumn CreateIndex"
        " CreateSchema CreateSequence CreateTable CreateTableAs CreateView DDL DDLElement DropColumnComment"
        " DropConstraint DropConstraintComment DropIndex DropSchema DropSequence DropTable DropTableComment DropView"
        " ExecutableDDLElement InvokeDDLBase SetColumnComment SetConstraintComment SetTableComment sort_tables"
        " sort_tables_and_constraints",
        "sqlalchemy.sql.naming": "conv",
        "sqlalchemy.sql.base": "SchemaVisitor",
    },
)

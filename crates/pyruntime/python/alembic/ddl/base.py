"""`alembic.ddl.base`: DDL elements of Alembic. Packages say how theirs are compiled; here no statement is made of them."""

from sqlalchemy.schema import DDLElement


class AlterTable(DDLElement):
    """Only named, as all of these: the operations are the host's."""


class RenameTable(AlterTable):
    pass


class AddColumn(AlterTable):
    pass


class DropColumn(AlterTable):
    pass


class AlterColumn(AlterTable):
    pass


class ColumnNullable(AlterColumn):
    pass


class ColumnType(AlterColumn):
    pass


class ColumnName(AlterColumn):
    pass


class ColumnDefault(AlterColumn):
    pass


class ComputedColumnDefault(AlterColumn):
    pass


class IdentityColumnDefault(AlterColumn):
    pass


class ColumnComment(AlterColumn):
    pass


def refusing(module, name):
    """A function that can be imported and not called."""

    def refuse(*arguments, **keywords):
        raise NotImplementedError(
            "%s.%s: statements are not made in Python here; use op.execute() in the script instead" % (module, name)
        )

    refuse.__name__ = refuse.__qualname__ = name
    return refuse


_FUNCTIONS = """
add_column alter_column alter_table drop_column format_column_name format_server_default format_table_name format_type
quote_dotted visit_add_column visit_column_default visit_column_name visit_column_nullable visit_column_type
visit_computed_column visit_drop_column visit_identity_column visit_rename_table
"""
globals().update({name: refusing(__name__, name) for name in _FUNCTIONS.split()})

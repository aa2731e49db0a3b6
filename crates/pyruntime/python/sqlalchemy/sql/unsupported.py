"""Names that exist, so that imports succeed, and say at their first use that they are not served."""

from sqlalchemy._lazy import not_yet


def _absent(name):
    class Absent:
        def __init__(self, *arguments, **keywords):
            raise not_yet(name, "write the statement with text()")

    Absent.__name__ = Absent.__qualname__ = name
    return Absent


TString = _absent("tstring()")
LambdaElement = _absent("LambdaElement")
StatementLambdaElement = _absent("lambda_stmt()")
SavepointClause = _absent("SavepointClause")
RollbackToSavepointClause = _absent("RollbackToSavepointClause")
ReleaseSavepointClause = _absent("ReleaseSavepointClause")


def tstring(template):
    raise not_yet("tstring()", "use text() with bindparams()")


def lambda_stmt(lmb, *arguments, **keywords):
    raise not_yet("lambda_stmt()", "call the lambda yourself and pass its statement")


def outparam(key, type_=None):
    raise not_yet("outparam()", "only Oracle has it")


def from_dml_column(column):
    raise not_yet("from_dml_column()", "write the expression out")


def modifier(*arguments, **keywords):
    raise not_yet("modifier()", "use text()")

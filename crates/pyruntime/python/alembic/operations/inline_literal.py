"""`op.inline_literal`: a value that shows itself as SQL where it is put into a text."""

from sqlalchemy.sql.elements import BindParameter


class InlineLiteral(BindParameter):
    def __str__(self):
        return str(self.compile(compile_kwargs={"literal_binds": True}))

"""`sqlmodel.Session`."""

from sqlalchemy.orm import Session as _Session


class Session(_Session):
    def exec(self, statement, *, params=None, **options):
        """As `execute()`; one thing selected comes as itself, without a row around it."""
        result = self.execute(statement, params, **options)
        return result.scalars() if len(getattr(statement, "_entities", ())) == 1 else result

"""`sqlmodel.Session`."""

from sqlalchemy.orm import Session as _Session


class Session(_Session):
    def exec(self, statement, **options):
        return self.execute(statement, **options)

"""Records the statements that the example's `Base.metadata.create_all()` sends to an empty database."""
import pathlib
import sys

import sqlalchemy as sa

HERE = pathlib.Path(__file__).resolve().parent
BACKEND = HERE.parents[4] / "examples/guide/backend"


def record(dialect: str) -> None:
    statements = []
    engine = sa.create_mock_engine(f"{dialect}://", lambda element, *_, **__: statements.append(
        str(element.compile(dialect=engine.dialect)).strip().replace(" \n", "\n")))
    metadata().create_all(engine, checkfirst=False)
    (HERE / f"create_all.{dialect}.sql").write_text(";\n".join(statements) + ";\n")


def metadata() -> sa.MetaData:
    from app.db.base import Base
    from app.models.sql import chat_message, user  # noqa: F401

    return Base.metadata


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(BACKEND))
    record("sqlite")
    record("postgresql")

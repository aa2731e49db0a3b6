"""pgvector's columns and its indexes."""

from pgvector.sqlalchemy import BIT, HALFVEC, SPARSEVEC, Vector
from pgvector.sqlalchemy.vector import VECTOR
from sqlalchemy import Index, Integer, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Chunk(Base):
    __tablename__ = "chunk"

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    embedding = mapped_column(Vector(1536))
    unsized = mapped_column(Vector())
    capital: Mapped[list[float] | None] = mapped_column(VECTOR(3))
    half = mapped_column(HALFVEC(10))
    sparse = mapped_column(SPARSEVEC(1000), nullable=False)
    bits = mapped_column(BIT(8))


Index(
    "ix_chunk_hnsw",
    Chunk.embedding,
    postgresql_using="hnsw",
    postgresql_with={"m": 16, "ef_construction": 64},
    postgresql_ops={"embedding": "vector_l2_ops"},
)
Index("ix_chunk_ivf", Chunk.capital, postgresql_using="ivfflat", postgresql_ops={"capital": "vector_cosine_ops"})

only_dialect = "postgresql"
target_metadata = Base.metadata

"""Index with PostgreSQL's options: using, where, ops, include, with, tablespace, concurrently, nulls."""

from sqlalchemy import Column, Index, Integer, MetaData, String, Table, Text, and_, func, text
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR, UUID

metadata = MetaData()
doc = Table(
    "doc",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("title", String(100)),
    Column("body", Text),
    Column("status", String(10)),
    Column("owner", Integer),
    Column("data", Text().with_variant(JSONB(), "postgresql")),
    Column("search", Text().with_variant(TSVECTOR(), "postgresql")),
    Column("uid", String(36).with_variant(UUID(), "postgresql")),
)
Index("ix_doc_data", doc.c.data, postgresql_using="gin")
Index("ix_doc_data_path", doc.c.data, postgresql_using="gin", postgresql_ops={"data": "jsonb_path_ops"})
Index("ix_doc_title_trgm", doc.c.title, postgresql_using="gin", postgresql_ops={"title": "gin_trgm_ops"})
Index("ix_doc_active", doc.c.title, postgresql_where=doc.c.status == "active", sqlite_where=doc.c.status == "active")
Index("ix_doc_active_text", "owner", postgresql_where=text("status <> 'gone'"), _table=doc)
Index("ix_doc_and", doc.c.owner, postgresql_where=and_(doc.c.status.in_(["a", "b"]), doc.c.owner > 3))
Index("ix_doc_notnull", doc.c.owner, unique=True, postgresql_where=doc.c.title.is_not(None))
Index("ix_doc_include", doc.c.owner, postgresql_include=["title", "status"])
Index("ix_doc_with", doc.c.owner, doc.c.title, postgresql_with={"fillfactor": 70})
Index("ix_doc_space", doc.c.status, postgresql_tablespace="fast_disk")
Index("ix_doc_conc", doc.c.status, postgresql_concurrently=True)
Index("ix_doc_nulls", doc.c.status, doc.c.owner, unique=True, postgresql_nulls_not_distinct=True)
Index("ix_doc_hash", doc.c.uid, postgresql_using="hash")
Index("ix_doc_brin", doc.c.id, postgresql_using="brin", postgresql_with={"pages_per_range": 32})
Index(
    "ix_doc_lower_ops",
    func.lower(doc.c.title).label("lowered"),
    doc.c.owner,
    postgresql_ops={"lowered": "text_pattern_ops", "owner": "int4_ops"},
)

target_metadata = metadata

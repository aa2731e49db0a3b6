"""GeoAlchemy2's columns, with and without their index."""

from geoalchemy2 import Geography, Geometry, Raster
from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Lake(Base):
    __tablename__ = "lake"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    border = Column(Geometry("POLYGON", srid=4326))
    centre = Column(Geometry(geometry_type="POINT", srid=3857, spatial_index=False), nullable=False)
    anything = Column(Geometry(spatial_index=False))
    deep = Column(Geometry("POINTZ", dimension=3, srid=4326, use_N_D_index=True))
    on_earth: Mapped[str] = mapped_column(Geography("POINT", srid=4326))
    picture = Column(Raster(spatial_index=False))


only_dialect = "postgresql"
target_metadata = Base.metadata

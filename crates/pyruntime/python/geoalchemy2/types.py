"""Geometry, Geography, Raster."""

from sqlalchemy.dialects.postgresql.base import ischema_names
from sqlalchemy.types import UserDefinedType


class _GISType(UserDefinedType):
    cache_ok = True
    _joins_table = True
    name = None

    def __init__(
        self,
        geometry_type="GEOMETRY",
        srid=-1,
        dimension=None,
        spatial_index=True,
        use_N_D_index=False,
        use_typmod=None,
        from_text=None,
        name=None,
        nullable=True,
        _spatial_index_reflected=None,
    ):
        if geometry_type is None and srid != -1:
            raise ValueError("srid must be -1 when geometry_type is None")
        self.geometry_type = geometry_type.upper() if geometry_type else None
        self.srid = int(srid)
        default = {"Z": 3, "M": 3}.get((self.geometry_type or "")[-1:], 2)
        self.dimension = dimension if dimension is not None else default
        self.spatial_index = spatial_index
        self.use_N_D_index = use_N_D_index
        self.use_typmod = use_typmod
        self.from_text = from_text if from_text is not None else type(self).from_text
        self.name = name if name is not None else type(self).name
        self.nullable = nullable
        self._spatial_index_reflected = _spatial_index_reflected

    from_text = None
    _index_stands_apart = False

    def __repr__(self):
        shown = self
        if self._index_stands_apart:
            # The index has an operation of its own.
            shown = self._copy_plain()
            shown.spatial_index = shown.use_N_D_index = shown._index_stands_apart = False
        return UserDefinedType.__repr__(shown)

    def _set_table(self, column, table):
        """A spatial column brings its index along, as GeoAlchemy2 has it."""
        from sqlalchemy import Index

        if not self.nullable:
            column.nullable = False
        if self.spatial_index and not self._spatial_index_reflected:
            operators = {"postgresql_ops": {column.name: "gist_geometry_ops_nd"}} if self.use_N_D_index else {}
            name = "idx_%s_%s" % (table.name, column.name)
            index = Index(name, self._indexed(column), postgresql_using="gist", **operators)
            index._comes_with_type = True
            table.append_constraint(index)
            self._index_stands_apart = True

    def _note_reflected(self):
        """The database tells of its index by itself."""
        self._spatial_index_reflected = True

    def _indexed(self, column):
        return column

    def get_col_spec(self, **kw):
        if not self.geometry_type:
            return self.name
        return "%s(%s,%d)" % (self.name, self.geometry_type, self.srid)


class Geometry(_GISType):
    name = "geometry"
    from_text = "ST_GeomFromEWKT"


class Geography(_GISType):
    name = "geography"
    from_text = "ST_GeogFromText"


class Raster(_GISType):
    name = "raster"
    from_text = "raster"

    def __init__(self, spatial_index=True, from_text=None, name=None, nullable=True):
        super().__init__(
            geometry_type=None, srid=-1, spatial_index=spatial_index, from_text=from_text, name=name, nullable=nullable
        )

    def _indexed(self, column):
        from sqlalchemy import func

        return func.ST_ConvexHull(column)


ischema_names.update(geometry=Geometry, geography=Geography, raster=Raster)

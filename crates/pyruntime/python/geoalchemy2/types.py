"""Geometry, Geography, Raster."""

from sqlalchemy.types import UserDefinedType


class _GISType(UserDefinedType):
    cache_ok = True
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

    from_text = None

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

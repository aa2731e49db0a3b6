"""`geoalchemy2.functions`: those that answer with plain values are functions of SQL; the others are refused when used."""

from sqlalchemy import func

_OF_PLAIN_VALUES = frozenset(
    """
    ST_3DDistance ST_3DIntersects ST_3DLength ST_3DPerimeter ST_Area ST_AsEWKT ST_AsGML ST_AsGeoJSON ST_AsHEXEWKB ST_AsKML
    ST_AsSVG ST_AsText ST_Azimuth ST_Contains ST_ContainsProperly ST_CoordDim ST_CoveredBy ST_Covers ST_Crosses ST_DFullyWithin
    ST_DWithin ST_Dimension ST_Disjoint ST_Distance ST_DistanceSphere ST_DistanceSpheroid ST_Equals ST_GeoHash ST_GeometryType
    ST_HasArc ST_HausdorffDistance ST_Intersects ST_IsClosed ST_IsEmpty ST_IsRing ST_IsSimple ST_IsValid ST_IsValidReason
    ST_Length ST_LengthSpheroid ST_M ST_NDims ST_NPoints ST_NRings ST_NumGeometries ST_NumInteriorRings ST_NumPoints
    ST_OrderingEquals ST_Overlaps ST_Perimeter ST_Relate ST_SRID ST_Touches ST_Within ST_X ST_XMax ST_XMin ST_Y ST_YMax ST_YMin
    ST_Z ST_ZMax ST_ZMin
    """.split()
)


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    if name in _OF_PLAIN_VALUES:
        return getattr(func, name)

    def refused(*args, **kwargs):
        raise NotImplementedError("geoalchemy2.functions.%s() is not served: write the statement as text" % name)

    return refused

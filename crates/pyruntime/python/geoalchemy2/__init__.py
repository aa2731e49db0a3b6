"""Stand-in for `geoalchemy2`: the column types."""

from .types import Geography, Geometry, Raster  # noqa: F401

__version__ = "0.17.1"


def __getattr__(name):
    if name in ("alembic_helpers", "functions", "shape", "elements", "types"):
        from sys import modules

        __import__("geoalchemy2." + name)
        return modules["geoalchemy2." + name]
    if name in ("WKBElement", "WKTElement", "RasterElement"):
        from . import elements

        return getattr(elements, name)
    raise AttributeError("module 'geoalchemy2' has no attribute %r" % (name,))

"""`tomli`: the package that became `tomllib`."""

from tomllib import TOMLDecodeError, load, loads  # noqa: F401

__version__ = "2.2.1"

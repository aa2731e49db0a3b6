"""Which version this is."""

from ._errors import VERSION

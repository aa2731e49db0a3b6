"""Re-exports bases, mixins and types; the plugins stand in."""

from .. import base, mixins, types
from ._standing_in import __getattr__

"""The old home of some names of `sqlalchemy.dialects.postgresql`."""

import sys

from . import constructs, types

# This module has the name of what the package calls `array`; the package's attribute must stay that.
_meant = constructs.array
for _name in ("ARRAY", "Any", "All", "HSTORE"):
    setattr(_meant, _name, getattr(types, _name, None) or getattr(constructs, _name))
_meant.array = _meant
sys.modules[__name__] = _meant

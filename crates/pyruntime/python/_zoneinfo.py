"""Has `zoneinfo` read its time zones from this program: neither the machine nor a `tzdata` package need have them."""

import io

import _limbeck
from zoneinfo import _common, _tzpath


def _load_time_zone(key):
    rules = _limbeck.time_zone(key)
    if rules is None:
        raise _common.ZoneInfoNotFoundError("No time zone found with key %s" % key)
    return io.BytesIO(rules)


_common.load_tzdata = _load_time_zone
_tzpath.available_timezones = lambda: set(_limbeck.time_zones())

from zoneinfo._zoneinfo import ZoneInfo  # noqa: E402, F401

"""The helpers of `sqlalchemy.util` at their real address."""

from sqlalchemy.util import await_fallback, await_only, greenlet_spawn

have_greenlet = True

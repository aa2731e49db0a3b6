"""The helpers of `sqlalchemy.util` at their real address."""

from sqlalchemy.util import asbool, classproperty, hybridproperty, memoized_property, symbol

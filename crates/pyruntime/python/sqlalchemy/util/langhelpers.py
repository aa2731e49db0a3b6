"""The helpers of `sqlalchemy.util` at their real address."""

from sqlalchemy.util import asbool, classproperty, ellipses_string, hybridproperty, memoized_property, symbol

"""Names of `sqlalchemy.orm` at their real address."""

from .properties import DynamicMapped, Mapped, ORMDescriptor, PropComparator, SQLORMExpression, WriteOnlyMapped

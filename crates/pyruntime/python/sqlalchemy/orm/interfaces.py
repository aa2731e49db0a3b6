"""Names of `sqlalchemy.orm` at their real address."""

from .properties import MapperProperty, ORMDescriptor, PropComparator


class ORMOption:
    pass


LoaderOption = UserDefinedOption = ORMOption

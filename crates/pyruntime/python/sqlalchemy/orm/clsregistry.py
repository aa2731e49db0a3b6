"""Names of `sqlalchemy.orm` at their real address."""


class _ModuleMarker:
    pass

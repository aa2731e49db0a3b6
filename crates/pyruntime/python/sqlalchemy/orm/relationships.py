"""Names of `sqlalchemy.orm` at their real address."""

from .properties import Relationship, RelationshipProperty, foreign, relationship, remote

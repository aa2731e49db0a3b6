"""Generic models of version 1."""

from .main import BaseModel


class GenericModel(BaseModel):
    """Since version 2 every model may be generic."""

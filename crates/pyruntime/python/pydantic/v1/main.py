"""Models."""

from ..main import BaseModel, create_model

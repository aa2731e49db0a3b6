"""The class of models."""

from ..main import ModelMetaclass

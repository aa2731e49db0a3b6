"""Fields of models."""

from ..fields import Field, FieldInfo, PrivateAttr

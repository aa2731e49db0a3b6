"""Generic models of version 1."""

from ..generics import GenericModel

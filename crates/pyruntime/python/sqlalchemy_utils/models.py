"""Mixins of models."""

from . import Timestamp, generic_repr

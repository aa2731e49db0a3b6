"""Dataclasses with validation."""

from ..dataclasses import dataclass

"""`JSON` at its other address."""

from .types import JSON, JSONB

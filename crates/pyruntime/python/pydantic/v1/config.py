"""Settings of models."""

from ..config import ConfigDict, Extra

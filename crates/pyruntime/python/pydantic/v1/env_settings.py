"""Settings of version 1."""

from ..env_settings import BaseSettings

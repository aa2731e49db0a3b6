"""`alembic.script`: the script directory."""

from .base import Script, ScriptDirectory

__all__ = ["ScriptDirectory", "Script"]

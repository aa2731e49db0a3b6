"""`CursorResult` at its real address."""

from .result import CursorResult, ResultProxy

"""A list that tells of its changes."""

from sqlalchemy.ext.mutable import MutableList

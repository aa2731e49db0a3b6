"""Mixins that bring columns along."""

from oslo_utils import timeutils
from sqlalchemy import Column, DateTime, Integer

from .types import SoftDeleteInteger


class ModelBase:
    __table_initialized__ = False


class TimestampMixin:
    created_at = Column(DateTime, default=lambda: timeutils.utcnow())
    updated_at = Column(DateTime, onupdate=lambda: timeutils.utcnow())


class SoftDeleteMixin:
    deleted_at = Column(DateTime)
    deleted = Column(SoftDeleteInteger, default=0)

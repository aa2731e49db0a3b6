"""Identifiers as text."""

import uuid


def generate_uuid(dashed=True):
    return str(uuid.uuid4()) if dashed else uuid.uuid4().hex


def is_uuid_like(val):
    try:
        return str(uuid.UUID(val)).replace("-", "") == _bare(val)
    except (TypeError, ValueError, AttributeError):
        return False


def _bare(text):
    return str(text).replace("urn:", "").replace("uuid:", "").strip("{}").replace("-", "").lower()

"""The head of every models.py; a line of imports that a pair does not use is left out."""

import datetime
import decimal
import enum
import uuid
from typing import Annotated, Any, Literal, Optional
from sqlalchemy import *
from sqlalchemy import types
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.orm import MappedAsDataclass, column_property, declarative_base, declared_attr, relationship


class Base(DeclarativeBase):
    pass



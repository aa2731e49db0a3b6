"""Validators of version 1."""

from ..class_validators import root_validator, validator

"""Stands in for the native module when stand-ins are tested under CPython: nothing is frozen in, and nobody answers."""

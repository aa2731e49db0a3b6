"""Hashes of passwords and codes."""

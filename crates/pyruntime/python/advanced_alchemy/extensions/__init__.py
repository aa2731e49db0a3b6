"""Plugins for web frameworks."""

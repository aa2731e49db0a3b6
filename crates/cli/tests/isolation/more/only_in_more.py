"""A module that `sys.path` has to lead to."""

NAME = "more"

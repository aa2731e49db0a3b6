"""The version whose behaviour is followed."""

VERSION = "2.16.3"

"""Bases, mixins and column types of `advanced_alchemy`; its repositories, services and plugins stand in."""

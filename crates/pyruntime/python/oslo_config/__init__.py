"""oslo.config: options and their defaults; files and the command line are not read."""

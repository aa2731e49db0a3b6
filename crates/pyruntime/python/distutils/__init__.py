"""`distutils`, gone from Python 3.12: what migrations and settings take from it."""

"""Writes what CPython prints for `values.py`: `python3.13 print_values.py > recorded.txt`."""

from values import tell

tell()

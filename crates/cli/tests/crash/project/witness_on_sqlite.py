"""Keeps which process was in a script when: the file itself lets only one write."""

import os

CONCURRENTLY = ""


def only_one():
    with open("writers", "a") as file:
        file.write(f"{os.getpid()}\n")

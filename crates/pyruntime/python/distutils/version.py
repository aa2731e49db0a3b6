"""`LooseVersion` and `StrictVersion`: versions that can be compared."""

import functools
import re


@functools.total_ordering
class Version:
    def __init__(self, vstring=None):
        if vstring:
            self.parse(vstring)

    def __eq__(self, other):
        return self._key() == self._key_of(other)

    def __lt__(self, other):
        return self._key() < self._key_of(other)

    __hash__ = None

    def _key_of(self, other):
        return (type(self)(other) if isinstance(other, str) else other)._key()

    def __repr__(self):
        return "%s ('%s')" % (type(self).__name__, self)


class LooseVersion(Version):
    def parse(self, vstring):
        self.vstring = vstring
        self.version = [int(part) if part.isdigit() else part for part in re.findall(r"\d+|[a-z]+", vstring)]

    def _key(self):
        return self.version

    def __str__(self):
        return self.vstring


class StrictVersion(Version):
    def parse(self, vstring):
        found = re.fullmatch(r"(\d+)\.(\d+)(?:\.(\d+))?(?:([ab])(\d+))?", vstring)
        if found is None:
            raise ValueError("invalid version number '%s'" % vstring)
        major, minor, patch, letter, number = found.groups()
        self.version = (int(major), int(minor), int(patch or 0))
        self.prerelease = (letter, int(number)) if letter else None

    def _key(self):
        # A version comes after its own alphas and betas.
        return self.version, self.prerelease or ("z", 0)

    def __str__(self):
        numbers = self.version if self.version[2] else self.version[:2]
        return ".".join(map(str, numbers)) + ("%s%d" % self.prerelease if self.prerelease else "")

"""BLAKE2 (RFC 7693) with the parameters that the interpreter's own does not take: a size, a key, a salt, a tree."""

_SIGMA = (
    (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15), (14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3),
    (11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4), (7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8),
    (9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13), (2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9),
    (12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11), (13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10),
    (6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5), (10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0),
)
_MIXES = ((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15), (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14))


class _Kind:
    """What differs between the two: the word in bytes, the rounds, the turns of a mix and the first state."""

    def __init__(self, name, word, rounds, turns, start):
        self.name, self.word, self.rounds, self.turns, self.start = name, word, rounds, turns, start
        self.block = 16 * word
        self.mask = (1 << 8 * word) - 1


_KINDS = {
    "blake2b": _Kind("blake2b", 8, 12, (32, 24, 16, 63), (
        0x6A09E667F3BCC908, 0xBB67AE8584CAA73B, 0x3C6EF372FE94F82B, 0xA54FF53A5F1D36F1,
        0x510E527FADE682D1, 0x9B05688C2B3E6C1F, 0x1F83D9ABFB41BD6B, 0x5BE0CD19137E2179,
    )),
    "blake2s": _Kind("blake2s", 4, 10, (16, 12, 8, 7), (
        0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19,
    )),
}


def make(name, data, parameters):
    """A hash object, as `hashlib.blake2b(data, digest_size=…, key=…)` makes it."""
    made = _Blake2(_KINDS[name], **parameters)
    made.update(data)
    return made


class _Blake2:
    def __init__(
        self, kind, *, digest_size=None, key=b"", salt=b"", person=b"", fanout=1, depth=1, leaf_size=0, node_offset=0,
        node_depth=0, inner_size=0, last_node=False
    ):
        longest = 8 * kind.word
        digest_size = longest if digest_size is None else digest_size
        key, salt, person = bytes(key), bytes(salt), bytes(person)
        if not 1 <= digest_size <= longest:
            raise ValueError("digest_size must be between 1 and %d bytes" % longest)
        if len(key) > longest:
            raise ValueError("maximum key length is %d bytes" % longest)
        for word, text in (("salt", salt), ("person", person)):
            if len(text) > 2 * kind.word:
                raise ValueError("maximum %s length is %d bytes" % (word, 2 * kind.word))
        offset_size = 8 if kind.word == 8 else 6
        block = bytes([digest_size, len(key), fanout, depth]) + leaf_size.to_bytes(4, "little")
        block += node_offset.to_bytes(offset_size, "little") + bytes([node_depth, inner_size])
        block = block.ljust(4 * kind.word, b"\0")
        block += salt.ljust(2 * kind.word, b"\0") + person.ljust(2 * kind.word, b"\0")
        self._kind = kind
        self.name, self.digest_size, self.block_size = kind.name, digest_size, kind.block
        self._state = [start ^ given for start, given in zip(kind.start, _words(kind, block))]
        self._waiting = key.ljust(kind.block, b"\0") if key else b""
        self._count = 0
        self._is_last_node = last_node

    def update(self, data, /):
        if isinstance(data, str):
            raise TypeError("Strings must be encoded before hashing")
        waiting = self._waiting + bytes(data)
        size = self.block_size
        place = 0
        # The last block waits: it is mixed in another way.
        while len(waiting) - place > size:
            self._count += size
            self._state = _compressed(self._kind, self._state, waiting[place : place + size], self._count, False, False)
            place += size
        self._waiting = waiting[place:]

    def digest(self):
        block = self._waiting.ljust(self.block_size, b"\0")
        count = self._count + len(self._waiting)
        state = _compressed(self._kind, self._state, block, count, True, self._is_last_node)
        return b"".join(word.to_bytes(self._kind.word, "little") for word in state)[: self.digest_size]

    def hexdigest(self):
        return self.digest().hex()

    def copy(self):
        other = object.__new__(_Blake2)
        other.__dict__.update(self.__dict__)
        return other


def _words(kind, block):
    return [int.from_bytes(block[place : place + kind.word], "little") for place in range(0, len(block), kind.word)]


def _compressed(kind, state, block, count, is_last, is_last_node):
    mask, bits = kind.mask, 8 * kind.word
    message = _words(kind, block)
    mixed = state + list(kind.start)
    mixed[12] ^= count & mask
    mixed[13] ^= count >> bits
    if is_last:
        mixed[14] ^= mask
    if is_last_node:
        mixed[15] ^= mask
    first, second, third, fourth = kind.turns
    for round_ in range(kind.rounds):
        order = _SIGMA[round_ % 10]
        for place, (a, b, c, d) in enumerate(_MIXES):
            for word, turn_of_d, turn_of_b in ((order[2 * place], first, second), (order[2 * place + 1], third, fourth)):
                mixed[a] = (mixed[a] + mixed[b] + message[word]) & mask
                turned = mixed[d] ^ mixed[a]
                mixed[d] = (turned >> turn_of_d | turned << bits - turn_of_d) & mask
                mixed[c] = (mixed[c] + mixed[d]) & mask
                turned = mixed[b] ^ mixed[c]
                mixed[b] = (turned >> turn_of_b | turned << bits - turn_of_b) & mask
    return [before ^ low ^ high for before, low, high in zip(state, mixed[:8], mixed[8:])]

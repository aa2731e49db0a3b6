${", ".join(repr(r) for r in (down_revision if isinstance(down_revision, (tuple, list)) else [down_revision]))}
${sorted({k: v for k, v in [("b", 1), ("a", 2)]})} ${(lambda q: q * 2)(4)} ${[a + b for a in "xy" for b in "12" if b != "2"]}

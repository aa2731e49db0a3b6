<%def name="f(a, *rest, b=1, **kw)">${a} ${rest} ${b} ${sorted(kw)}</%def>${f(1)}
${f(1, 2, 3, b=4, c=5)}
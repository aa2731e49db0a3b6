${ {"a": 1}["a"] } ${"}"} ${"|".join(["a", "b"])} ${[x for x in (1, 2)]} ${{"k": {"n": 1}}["k"]["n"]} ${"a" if (1|2) else "b"} ${'it\'s'} ${"""triple } quote"""}
${max(1,
  2)}${ (4, # a comment }
  3)}

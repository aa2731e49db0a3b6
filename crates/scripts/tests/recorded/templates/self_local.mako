<%def name="f(x)">f(${x})</%def><%! version = 3 %>${self.f(1)} ${local.f(x=2)} ${self.attr.version}
<%def name="g()">${self.f("in g")}</%def>${g()}
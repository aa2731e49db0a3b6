<% a = 1 %>${a}
% for i in range(2):
<% a = a + i %>${a}
% endfor
<%
    import os.path as p, json
    from collections import OrderedDict as OD
    with_name = p.basename("/x/y")
    try:
        json.loads("{")
    except ValueError as problem:
        kind = type(problem).__name__
%>${with_name} ${json.dumps([1])} ${list(OD(a=1))} ${kind} ${i}

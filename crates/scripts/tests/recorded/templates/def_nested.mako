<%def name="outer(a)">
<%def name="inner(b)">[${a}:${b}:${message}]</%def>\
${inner(1)}${inner(a)}\
</%def>${outer("x")}${outer("y")}
<%def name="f(x)" filter="trim, h">   ${x} <b>   </%def>\
<%def name="g(x)" buffered="True">(${x})</%def>\
[${f("<a>")}]
${g("q")} ${g("r").upper()}
<% saved = g("s") %>saved ${saved}

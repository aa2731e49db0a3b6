<%def name="body_of(name)">
    op.execute("${name}")
</%def><%
    text = capture(body_of, "x")
%>${text.strip()} ${len(text)}|${capture(body_of, name="y") | trim}
<% x = 1 %>x=${x}
<%
    # a comment first
    total = 0
    for i in range(4):
        total += i
    text = """
  kept
    as it is
"""
    names = [n.upper() for n in ("a", "b")]
    if total:
        total = total \
            + 100
%>total=${total}${text}${names}
% if total > 3:
    <%
        inner = total * 2
        def double(v):
            return v * 2
    %>
    inner=${inner} ${double(inner)}
% endif

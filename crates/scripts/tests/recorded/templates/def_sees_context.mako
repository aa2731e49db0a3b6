<%def name="show()">${message} ${db} ${loop_free}</%def>
<%
    db = "assigned"
    loop_free = [1, 2]
%>
${show()}

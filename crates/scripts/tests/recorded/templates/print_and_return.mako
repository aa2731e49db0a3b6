<%
    def lines(n):
        return ["line %d" % i for i in range(n)]
%>
% for line in lines(2):
- ${line}
% endfor
${"".join(map(str, range(3)))}

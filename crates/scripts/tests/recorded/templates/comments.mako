a
## gone
   ## gone too
b ## stays
<%doc>
gone
${also}
% if gone
</%doc>c
# python comment
d<%doc>x</%doc>e

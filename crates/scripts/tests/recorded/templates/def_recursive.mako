<%def name="down(n)">${n}\
% if n:
${down(n - 1)}\
% endif
</%def>${down(3)}

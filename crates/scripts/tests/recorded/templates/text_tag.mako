<%text>
${raw} % raw
% if raw:
## raw
</%text>after ${up_revision}
<%text filter="h">a < b</%text>
<%text/>end
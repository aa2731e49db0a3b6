"""${message}

Revision ID: ${up_revision}
"""
% if imports:
${imports}
% else:
no imports
% endif
## gone
<%
    a = 1
    b = 2
%>${a}${b}\
joined ${(a +
 b)}

one
% if up_revision:
two<% return STOP_RENDERING %>
% endif
three

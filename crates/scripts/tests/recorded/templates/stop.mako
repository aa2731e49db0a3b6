before
<% return STOP_RENDERING %>
after ${nothing.at_all}

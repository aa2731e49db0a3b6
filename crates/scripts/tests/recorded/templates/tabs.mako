	indented ${up_revision}
	% if True:
		inside
	% endif
<%
	x = 1
	if x:
		x = 2
%>${x}

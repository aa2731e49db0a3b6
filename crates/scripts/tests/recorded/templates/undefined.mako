% if nothing is UNDEFINED:
not given
% endif
${"given" if message is not UNDEFINED else "missing"}
${nothing or "default"}
% if not nothing:
false
% endif

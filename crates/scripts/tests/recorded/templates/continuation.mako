one \
two \\
three\
${up_revision} \
% if True:
yes \
% endif
last\

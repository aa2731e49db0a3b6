% for i in range(3):
${i} ${loop.index} ${loop.first} ${loop.even} ${loop.cycle('a', 'b')}
  % for j in "xy":
  ${loop.parent.index}.${loop.index} ${j}
  % endfor
% endfor
% for key, value in sorted({"b": 2, "a": 1}.items()):
${key}=${value}\
% endfor

% for (one, two) in [(1, 2), (3, 4)]:
${one}${two} ${loop.last} ${loop.reverse_index}
% endfor
<% count = 3 %>
% while count:
<% count -= 1 %>${count},\
% endwhile

% for x in []:
never
% else:
empty
% endfor

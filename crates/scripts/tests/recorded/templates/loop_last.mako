% for name in ["a", "b", "c"]:
${name}${"" if loop.last else ","}
% endfor

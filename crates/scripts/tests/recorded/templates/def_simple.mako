<%def name="greet(name, punctuation='!')">Hello ${name}${punctuation}</%def>\
${greet("a")}
${greet("b", punctuation="?")}
${greet(name=message)}
% for i in range(2):
${greet(i)}
% endfor

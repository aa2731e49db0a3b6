<%!
import contextlib
@contextlib.contextmanager
def tagged(name):
    yield "<%s>" % name
%>
% try:
${1 / 0}
% except ZeroDivisionError as error:
caught ${error}
% endtry
% with tagged("t") as tag:
in ${tag}
% endwith

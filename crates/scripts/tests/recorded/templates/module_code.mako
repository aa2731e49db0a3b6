<%!
import datetime
CONSTANT = {"a": 1}
def helper(value, *rest):
    # in module
    return "%s%s" % (value, len(rest))
class Thing:
    name = "thing"
%>${CONSTANT["a"]} ${helper(1, 2, 3)} ${Thing.name} ${datetime.date(2024, 1, 2)}
<%!
    indented = "yes"
%>${indented}
<%!
import re

%>"""${message}

Revision ID: ${up_revision}

"""
<%
    bind_names = []
    if config.get_main_option("databases") is not None:
        bind_names = re.split(r",\s*", config.get_main_option("databases"))
    else:
        get_bind_names = getattr(config, "bind_names", None)
        if get_bind_names:
            bind_names = get_bind_names()
    db_names = [''] + bind_names
%>

## one function a database
% for db_name in db_names:

def upgrade_${db_name}():
    ${context.get("%s_upgrades" % db_name, "pass")}

% endfor

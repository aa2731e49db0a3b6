<%def name="functions(name)">
def upgrade_${name}():
    ${context.get("%s_upgrades" % name, "pass")}


def downgrade_${name}():
    ${context.get("%s_downgrades" % name, "pass")}
</%def>
% for db_name in config.get_main_option("databases").split(", "):
${functions(db_name)}
% endfor

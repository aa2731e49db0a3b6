"""first"""

import topics

revision = "a1"
down_revision = None
COUNT = 0


def upgrade():
    global COUNT
    COUNT += 1
    topics.see("a1, time %d," % COUNT)
    if COUNT == 1:
        topics.change()
        topics.see("a1 then")


def downgrade():
    pass

"""fifth"""

import topics

revision = "a5"
down_revision = "a4"


def upgrade():
    topics.see("a5")


def downgrade():
    pass

"""merged"""
revision = "c1"
down_revision = ("b1", "b2")


def upgrade():
    pass


def downgrade():
    pass

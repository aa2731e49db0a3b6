"""${message}

Revision ID: ${up_revision}
Revises: ${down_revision | comma,n}
Create Date: ${create_date}

"""
from alembic import op
% if imports:
${imports}
% endif
% if branch_labels:
branch_labels = ${repr(branch_labels)}
% elif depends_on:
# no labels, but dependencies
% else:
# nothing
% endif

def upgrade():
% if upgrades:
    ${upgrades}
% else:
    pass
% endif

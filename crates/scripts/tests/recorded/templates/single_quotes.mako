"""${message}

Revision ID: ${up_revision}
Revises: ${down_revision | comma,n}
Create Date: ${create_date}

"""
${imports if imports else ''}
revision = '${up_revision}'
down_revision = ${repr(down_revision) if down_revision else None}

def upgrade():
    ${upgrades if upgrades else 'pass'}

revision=${up_revision}
down=${down_revision}
labels=${branch_labels}
depends=${depends_on}
date=${create_date}

"""Batches, each with the tables that it finds: what they do is recorded from the real Alembic and compared with ours."""

USERS = "CREATE TABLE t (id INTEGER NOT NULL, x VARCHAR(20), y INTEGER, %sPRIMARY KEY (id)%s)"
ROWS = "INSERT INTO t (id, x, y) VALUES (1, 'a', 10), (2, '7', NULL), (5, NULL, 30)"
PARENT = "CREATE TABLE p (id INTEGER PRIMARY KEY)"
PARENT_ROWS = "INSERT INTO p VALUES (10), (30)"
LATE = {"uq": "uq_%(table_name)s_%(column_0_name)s", "ck": "ck_%(table_name)s_%(constraint_name)s"}

CASES = []


def case(name, directives, arguments="", *, setup=None, constraint="", columns="", before="", **more):
    """A `with` block on the table `t`."""
    given = ", " + arguments if arguments else ""
    lines = "".join("    b.%s\n" % line for line in directives)
    code = "%swith op.batch_alter_table('t'%s) as b:\n%s" % (before, given, lines or "    pass\n")
    table = USERS % (columns, constraint)
    CASES.append({"name": name, "setup": setup or [table, ROWS], "code": code, **more})


def with_parent(constraint=""):
    return [PARENT, PARENT_ROWS, USERS % ("", constraint), ROWS]


# Columns.
case("a column becomes NOT NULL", ["alter_column('y', server_default='3')", "alter_column('x', nullable=False)"],
     setup=[USERS % ("", ""), "INSERT INTO t VALUES (1, 'a', 1)"])
case("a column may be NULL again", ["alter_column('x', nullable=True)"],
     setup=["CREATE TABLE t (id INTEGER NOT NULL, x VARCHAR(20) NOT NULL, PRIMARY KEY (id))", "INSERT INTO t VALUES (1, 'a')"])
case("NOT NULL over NULLs", ["alter_column('x', nullable=False)"])
case("a default is a text", ["alter_column('y', server_default='7')"])
case("a default is an expression", ["alter_column('y', server_default=sa.text('(1 + 2)'))"])
case("a default is a bare expression", ["alter_column('y', server_default=sa.text('1 + 2'))"])
case("a default goes", ["alter_column('y', server_default=None)"],
     setup=["CREATE TABLE t (id INTEGER NOT NULL, y INTEGER DEFAULT '5', PRIMARY KEY (id))", "INSERT INTO t (id) VALUES (1)"])
case("a longer text", ["alter_column('x', type_=sa.String(50))"])
case("text without a length", ["alter_column('x', existing_type=sa.String(20), type_=sa.Text(), existing_nullable=True)"])
case("a number becomes text", ["alter_column('y', type_=sa.String(10))"])
case("text becomes a number", ["alter_column('x', type_=sa.Integer())"])
case("text becomes a decimal number", ["alter_column('x', type_=sa.Numeric(10, 2))"])
case("text becomes JSON", ["alter_column('x', type_=sa.JSON())"])
case("a number becomes a boolean", ["alter_column('y', type_=sa.Boolean())"])
case("a number becomes larger", ["alter_column('y', type_=sa.BigInteger())"])
case("text becomes a date and time", ["alter_column('x', type_=sa.DateTime())"])
case("several things at once", ["alter_column('y', type_=sa.String(9), nullable=False, server_default='0')"],
     setup=[USERS % ("", ""), "INSERT INTO t VALUES (1, 'a', 1)"])
case("a column that is not there", ["alter_column('q', nullable=False)"])
case("a column that is dropped is not there", ["drop_column('q')", "alter_column('y', type_=sa.Text())"])
case("a table that is not there", ["alter_column('x', nullable=False)"], setup=[PARENT])
case("names that must be quoted", ["alter_column('order', type_=sa.String(3))"],
     setup=['CREATE TABLE t (id INTEGER NOT NULL, "order" INTEGER, "Big Name" TEXT, PRIMARY KEY (id))', "INSERT INTO t VALUES (1, 2, 'q')"])
case("a comment leaves no trace", ["alter_column('x', comment='c')", "alter_column('y', type_=sa.Text())"])
case("an empty batch", [])
case("an empty batch that copies", [], "recreate='always'")
case("texts are executed before the copy", ["execute(\"UPDATE t SET x = 'z' WHERE x IS NULL\")", "alter_column('x', nullable=False)"])

# Names.
case("a column gets another name", ["alter_column('x', new_column_name='xx')"])
case("another name and another type",
     ["alter_column('x', new_column_name='xx', existing_type=sa.String(20), type_=sa.Text())"])
case("the name of a dropped column",
     ["drop_column('y')", "alter_column('x', new_column_name='y', existing_type=sa.String(20), type_=sa.Text())"])
case("a member of the key gets another name", ["alter_column('id', new_column_name='number')", "alter_column('y', type_=sa.Text())"])
case("a column with an index gets another name", ["alter_column('x', new_column_name='xx')", "alter_column('y', type_=sa.Text())"],
     setup=[USERS % ("", ""), ROWS, "CREATE INDEX ix_x ON t (x)"])

case("two columns exchange their names",
     ["alter_column('x', new_column_name='y', existing_type=sa.String(20), type_=sa.Text())", "alter_column('y', new_column_name='x')"],
     constraint=", CONSTRAINT uq UNIQUE (x)")

# New columns.
case("a new column", ["add_column(sa.Column('z', sa.Integer()))"])
case("a new column in a copy", ["add_column(sa.Column('z', sa.Integer()))"], "recreate='always'")
case("a new column before another", ["add_column(sa.Column('z', sa.Integer()), insert_before='y')"], "recreate='always'")
case("a new column before the first", ["add_column(sa.Column('z', sa.Integer()), insert_before='id')"], "recreate='always'")
case("a new column after another", ["add_column(sa.Column('z', sa.Integer()), insert_after='id')"], "recreate='always'")
case("a new column after the last", ["add_column(sa.Column('z', sa.Integer()), insert_after='y')"], "recreate='always'")
case("a new column after a new one",
     ["add_column(sa.Column('z', sa.Integer()), insert_after='id')", "add_column(sa.Column('w', sa.Integer()), insert_after='z')"],
     "recreate='always'")
case("a new column before a new one",
     ["add_column(sa.Column('z', sa.Integer()), insert_before='y')", "add_column(sa.Column('w', sa.Integer()), insert_before='z')"],
     "recreate='always'")
case("a place without a copy", ["add_column(sa.Column('z', sa.Integer()), insert_after='id')"], "recreate='never'")
case("columns in another order", ["alter_column('y', nullable=True)"], "recreate='always', partial_reordering=[('y', 'x')]")
case("columns in another order, and a new one", ["add_column(sa.Column('n', sa.Integer()))"],
     "recreate='always', partial_reordering=[('y', 'x'), ('n', 'id')]")
case("an order that is none", ["alter_column('y', nullable=True)"],
     "recreate='always', partial_reordering=[('y', 'x'), ('x', 'y')]")
case("a new column with a constant", ["add_column(sa.Column('z', sa.Integer(), nullable=False, server_default='4'))"])
case("a new column with an expression", ["add_column(sa.Column('z', sa.Integer(), server_default=sa.text('(1 + 2)')))"])
case("a new column with a key", ["add_column(sa.Column('p_id', sa.Integer(), sa.ForeignKey('p.id', name='fk_t_p')))"], setup=with_parent())
case("a new column with a key without a name", ["add_column(sa.Column('p_id', sa.Integer(), sa.ForeignKey('p.id')))"], setup=with_parent())
case("a new column with a named CHECK",
     ["add_column(sa.Column('f', sa.Boolean(create_constraint=True, name='ck_f'), nullable=False, server_default=sa.text('0')))"])
case("a new column with an enum", ["add_column(sa.Column('e', sa.Enum('a', 'b', name='e'), server_default='a'))"])
case("a new column with an enum and its CHECK",
     ["add_column(sa.Column('e', sa.Enum('a', 'b', name='e', create_constraint=True), server_default='a'))"])
case("a new column that is unique", ["add_column(sa.Column('u', sa.String(5), unique=True))"])
case("a new column with an index", ["add_column(sa.Column('u', sa.String(5), index=True))"])
case("a new computed column", ["add_column(sa.Column('c', sa.Integer(), sa.Computed('y + 1')))"])
case("a new stored column", ["add_column(sa.Column('c', sa.Integer(), sa.Computed('y + 1', persisted=True)))"])

# Columns that go.
case("a column goes", ["drop_column('y')"])
case("a column goes from a copy", ["drop_column('y')", "alter_column('x', type_=sa.Text())"])
case("a unique column goes", ["drop_column('y')"], constraint=", CONSTRAINT uq UNIQUE (y)")
case("a column with a key goes", ["drop_column('y')"], setup=with_parent(", FOREIGN KEY(y) REFERENCES p (id)"))
case("a member of the key goes", ["drop_column('y')"],
     setup=["CREATE TABLE t (id INTEGER NOT NULL, x VARCHAR(20), y INTEGER NOT NULL, PRIMARY KEY (id, y))", "INSERT INTO t VALUES (1, 'a', 2)"])
case("a column goes with its index", ["drop_index('ix_y')", "drop_column('y')"],
     setup=[USERS % ("", ""), ROWS, "CREATE INDEX ix_y ON t (y)"])

# Constraints.
case("a unique constraint", ["create_unique_constraint('uq_x', ['x'])"])
case("a unique constraint of two columns", ["create_unique_constraint('uq_xy', ['x', 'y'])"])
case("a unique constraint over twins", ["create_unique_constraint('uq_x', ['x'])"],
     setup=[USERS % ("", ""), "INSERT INTO t VALUES (1, 'a', 1), (2, 'a', 1)"])
case("a unique constraint without a name", ["create_unique_constraint(None, ['x'])"])
case("a unique constraint named by a convention", ["create_unique_constraint(None, ['x'])"], convention=LATE)
case("a unique constraint goes", ["drop_constraint('uq')"], constraint=", CONSTRAINT uq UNIQUE (x)")
case("a unique constraint goes, by kind", ["drop_constraint('uq', type_='unique')"], constraint=", CONSTRAINT uq UNIQUE (x)")
case("a unique constraint without a name stays", ["alter_column('y', type_=sa.Text())"], constraint=", UNIQUE (x)")
case("a unique constraint without a name goes", ["drop_constraint('uq_t_x', type_='unique')"],
     "naming_convention={'uq': 'uq_%(table_name)s_%(column_0_name)s'}", constraint=", UNIQUE (x)")
case("a key without a name goes", ["drop_constraint('fk_t_y_p', type_='foreignkey')"],
     "naming_convention={'fk': 'fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s'}",
     setup=with_parent(", FOREIGN KEY(y) REFERENCES p (id)"))
case("a named constraint stays under a convention", ["alter_column('x', type_=sa.Text())"],
     "naming_convention={'uq': 'uq_%(table_name)s_%(column_0_name)s'}", constraint=", CONSTRAINT mine UNIQUE (x)")
case("a constraint that is not there", ["drop_constraint('nope')"])
case("a constraint without a name goes", ["drop_constraint(None)"])
case("a CHECK", ["create_check_constraint('ck_y', 'y > 0')"])
case("a CHECK that rows break", ["create_check_constraint('ck_y', sa.text('y > 20'))"])
case("a CHECK named by a convention", ["create_check_constraint('pos', sa.text('y > 0'))"], convention=LATE)
case("a CHECK goes", ["drop_constraint('ck_y', type_='check')"], constraint=", CONSTRAINT ck_y CHECK (y > 0)")
case("a CHECK goes by the name of a convention", ["drop_constraint('pos', type_='check')"],
     constraint=", CONSTRAINT ck_t_pos CHECK (y > 0)", convention=LATE)
case("a named CHECK stays", ["alter_column('x', type_=sa.Text())"], constraint=", CONSTRAINT ck_y CHECK (y > 0)")
case("a CHECK is given again", ["alter_column('x', type_=sa.Text())"], "table_args=[sa.CheckConstraint('y > 1', name='ck')]")
case("a foreign key", ["create_foreign_key('fk_p', 'p', ['y'], ['id'])"], setup=with_parent())
case("a foreign key with its actions",
     ["create_foreign_key('fk_p', 'p', ['y'], ['id'], ondelete='CASCADE', onupdate='RESTRICT', deferrable=True, initially='DEFERRED')"],
     setup=with_parent())
case("a foreign key goes", ["drop_constraint('fk', type_='foreignkey')"], setup=with_parent(", CONSTRAINT fk FOREIGN KEY(y) REFERENCES p (id)"))
case("a foreign key stays", ["alter_column('x', type_=sa.Text())"],
     setup=with_parent(", CONSTRAINT fk FOREIGN KEY(y) REFERENCES p (id) ON DELETE SET NULL"))
case("a key to itself stays", ["alter_column('x', type_=sa.Text())"], setup=[USERS % ("", ", FOREIGN KEY(y) REFERENCES t (id)")])
case("a key of others to it stays", ["alter_column('x', type_=sa.Text())"],
     setup=[USERS % ("", ""), ROWS, "CREATE TABLE c (t_id INTEGER REFERENCES t (id))", "INSERT INTO c VALUES (1)"])
case("another primary key", ["create_primary_key('pk_t', ['id', 'y'])"])
case("a primary key goes and another comes", ["drop_constraint('pk', type_='primary')", "create_primary_key('pk2', ['id', 'y'])"],
     setup=["CREATE TABLE t (id INTEGER NOT NULL, y INTEGER, CONSTRAINT pk PRIMARY KEY (id))", "INSERT INTO t VALUES (1, 2)"])
case("a primary key without a name cannot be dropped", ["drop_constraint('pk', type_='primary')"])

# Types with a CHECK.
NAMED = ["CREATE TABLE t (id INTEGER NOT NULL, f BOOLEAN, PRIMARY KEY (id), CONSTRAINT ck_f CHECK (f IN (0, 1)))", "INSERT INTO t VALUES (1, 1)"]
case("a boolean becomes a number", ["alter_column('f', existing_type=sa.Boolean(create_constraint=True, name='ck_f'), type_=sa.Integer())"], setup=NAMED)
case("a boolean gets another name", ["alter_column('f', new_column_name='g', existing_type=sa.Boolean(create_constraint=True, name='ck_f'), type_=sa.Integer())"], setup=NAMED)
case("a boolean stays", ["alter_column('f', existing_type=sa.Boolean(), nullable=False)"], setup=NAMED)
case("a number becomes a boolean with a CHECK", ["alter_column('y', type_=sa.Boolean(create_constraint=True, name='ck_y'))"],
     setup=[USERS % ("", ""), "INSERT INTO t VALUES (1, 'a', 1)"])
case("an enum gets a longer value",
     ["alter_column('e', existing_type=sa.Enum('abc', 'd', name='e1'), type_=sa.Enum('abc', 'defgh', name='e1'))"],
     setup=["CREATE TABLE t (id INTEGER NOT NULL, e VARCHAR(3), PRIMARY KEY (id))", "INSERT INTO t VALUES (1, 'abc')"])

# Indexes.
INDEXED = [USERS % ("", ""), ROWS, "CREATE INDEX ix_x ON t (x)", "CREATE UNIQUE INDEX ux_y ON t (y)"]
case("indexes stay", ["alter_column('x', type_=sa.Text())"], setup=INDEXED)
case("an index goes with the copy", ["alter_column('x', type_=sa.Text())", "drop_index('ix_x')"], setup=INDEXED)
case("an index that is not there", ["alter_column('x', type_=sa.Text())", "drop_index('ix_q')"], setup=INDEXED)
case("an index comes with the copy", ["alter_column('x', type_=sa.Text())", "create_index('ix_new', ['x', 'y'], unique=True)"])
case("an index comes in place", ["create_index('ix_new', ['x'])"])
case("an index of a new column", ["add_column(sa.Column('z', sa.Integer()))", "alter_column('x', type_=sa.Text())", "create_index('ix_z', ['z'])"])
case("an index with a condition stays", ["alter_column('x', type_=sa.Text())"],
     setup=[USERS % ("", ""), ROWS, "CREATE INDEX ix_x ON t (x) WHERE y > 5"])

# What the script says of the table.
KNOWN = "t = sa.Table('t', sa.MetaData(), sa.Column('id', sa.Integer, primary_key=True), sa.Column('x', sa.String(20)), sa.Column('y', sa.Integer)%s)\n"
case("a table as the script knows it", ["alter_column('x', type_=sa.Text())"], "copy_from=t", before=KNOWN % "")
case("a constraint that only the script knows goes", ["drop_constraint('uq', type_='unique')"], "copy_from=t",
     before=KNOWN % ", sa.UniqueConstraint('x', name='uq')")
case("a table that the script knows better", ["alter_column('y', type_=sa.Text())"], "copy_from=t", before=KNOWN % "",
     setup=["CREATE TABLE t (id INTEGER NOT NULL, x MEDIUMTEXT, y INTEGER, PRIMARY KEY (id))", "INSERT INTO t VALUES (1, 'a', 2)"])
case("options of the table", ["alter_column('x', type_=sa.Text())"], "table_kwargs={'sqlite_autoincrement': True}")
case("a unique constraint of the script's", ["alter_column('y', type_=sa.Text())"], "table_args=[sa.UniqueConstraint('x', name='uq')]")
case("a key of the script's", ["alter_column('x', type_=sa.Text())"], "table_args=[sa.ForeignKeyConstraint(['y'], ['p.id'], name='fk')]",
     setup=with_parent())
case("columns that a listener takes otherwise", ["alter_column('y', server_default='1')"], "reflect_kwargs={'listeners': [('column_reflect', listen)]}",
     before="def listen(inspector, table, told):\n    if told['name'] == 'y':\n        told['type'] = sa.BigInteger()\n    if told['name'] == 'x':\n        told['nullable'] = False\n",
     setup=[USERS % ("", ""), "INSERT INTO t VALUES (1, 'a', 1)"])
case("a listener that changes nothing", ["alter_column('y', server_default='1')"],
     "reflect_kwargs={'listeners': [('column_reflect', lambda inspector, table, told: None)], 'resolve_fks': False}",
     constraint=", CONSTRAINT ck CHECK (y > 0)")
case("a copy that is made by hand", ["alter_column('y', type_=sa.Text())", "create_unique_constraint('uq', ['x'])"],
     "recreate='always', table_kwargs={'sqlite_autoincrement': True}", constraint=", CONSTRAINT ck CHECK (y > 0)")
case("columns that are taken otherwise", ["alter_column('y', nullable=True)"],
     "recreate='always', reflect_args=[sa.Column('x', sa.Text(), server_default='k')]")

# Several batches, one after the other.
AFTER = "with op.batch_alter_table('t') as b:\n    b.%s\n"
case("a column goes that came before", ["drop_column('z')"], before=AFTER % "add_column(sa.Column('z', sa.Integer(), nullable=False, server_default='1'))")
case("a CHECK goes that came before", ["drop_constraint('ck', type_='check')"], before=AFTER % "create_check_constraint('ck', 'y > 0')")
case("a name comes back", ["alter_column('z', new_column_name='x')"], before=AFTER % "alter_column('x', new_column_name='z')")
case("a key goes that came before", ["drop_constraint('fk', type_='foreignkey')"], before=AFTER % "create_foreign_key('fk', 'p', ['y'], ['id'])",
     setup=with_parent())
case("an index goes that came before", ["drop_index('ix')"], before=AFTER % "create_index('ix', ['x'])")
case("a table with another name", ["alter_column('x', type_=sa.Text())"], before="op.rename_table('s', 't')\n",
     setup=["CREATE TABLE s (id INTEGER NOT NULL, x VARCHAR(20), PRIMARY KEY (id))", "INSERT INTO s VALUES (1, 'a')"])

# As text.
case("printed, a type", ["alter_column('y', type_=sa.String(9))"], "copy_from=t", before=KNOWN % "", offline=True)
case("printed, a new column in the middle", ["add_column(sa.Column('z', sa.Integer()), insert_after='id')"], "recreate='always', copy_from=t",
     before=KNOWN % "", offline=True)
case("printed, constraints", ["create_foreign_key('fk', 'p', ['y'], ['id'])", "drop_constraint('uq', type_='unique')", "create_unique_constraint('uq2', ['x', 'y'])"],
     "copy_from=t", before=KNOWN % ", sa.UniqueConstraint('x', name='uq')", offline=True)
case("printed, in place", ["add_column(sa.Column('z', sa.Integer()))"], offline=True)
case("printed, without a table", ["alter_column('y', type_=sa.String(9))"], offline=True)

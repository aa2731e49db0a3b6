//! What one SQL statement does, as far as locks and rules care: the statement without its spelling.

use schema::TableName;

use crate::{LockLevel, TypeName};

/// Where a statement stands in its text, in bytes.
pub type SqlRange = std::ops::Range<usize>;

/// One statement. Names are as PostgreSQL understands them: folded where they are not quoted, `public` left out.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    CreateTable(NewTable),
    AlterTable {
        table: TableName,
        if_exists: bool,
        changes: Vec<Change>,
    },
    DropTable {
        tables: Vec<TableName>,
        if_exists: bool,
        cascade: bool,
    },
    CreateIndex(NewIndex),
    DropIndex {
        indexes: Vec<TableName>,
        concurrently: bool,
        if_exists: bool,
    },
    RenameIndex {
        index: TableName,
        to: String,
    },
    Reindex {
        target: Reindexed,
        name: Option<TableName>,
        concurrently: bool,
    },
    /// CLUSTER, VACUUM FULL, REPACK; without a table: of every table.
    Rewrite {
        word: &'static str,
        tables: Vec<TableName>,
    },
    /// VACUUM without FULL, ANALYZE.
    Maintain {
        word: &'static str,
        tables: Vec<TableName>,
    },
    Truncate {
        tables: Vec<TableName>,
        cascade: bool,
    },
    LockTable {
        tables: Vec<TableName>,
        level: LockLevel,
    },
    RefreshView {
        view: TableName,
        concurrently: bool,
    },
    CreateTrigger {
        table: TableName,
    },
    /// DROP TRIGGER, CREATE RULE, CREATE POLICY, …: words on a table for which it is locked altogether.
    OnTable {
        word: &'static str,
        table: TableName,
    },
    CreateStatistics {
        table: TableName,
    },
    /// COMMENT ON TABLE, COLUMN or CONSTRAINT.
    CommentOnTable {
        table: TableName,
    },
    CreateView {
        sources: Vec<TableName>,
        view: TableName,
    },
    CreateMaterializedView {
        sources: Vec<TableName>,
        view: TableName,
    },
    DropView {
        views: Vec<TableName>,
    },
    /// INSERT, UPDATE, DELETE, MERGE, COPY … FROM.
    Write {
        word: &'static str,
        table: TableName,
        has_condition: bool,
        sources: Vec<TableName>,
    },
    Select {
        sources: Vec<TableName>,
        for_update: bool,
    },
    AddEnumValue {
        name: TableName,
        placed: bool,
        if_not_exists: bool,
    },
    RenameEnumValue {
        name: TableName,
    },
    CreateType {
        name: TableName,
    },
    DropType {
        names: Vec<TableName>,
        if_exists: bool,
    },
    CreateDomain {
        name: TableName,
        constrained: bool,
    },
    AlterDomain {
        name: TableName,
        adds_constraint: bool,
        validates: bool,
    },
    CreateSchema {
        name: String,
        if_not_exists: bool,
    },
    DropSchema {
        names: Vec<String>,
        cascade: bool,
        if_exists: bool,
    },
    RenameSchema {
        name: String,
    },
    DropDatabase {
        name: String,
    },
    CreateExtension {
        name: String,
        if_not_exists: bool,
    },
    CreateSequence {
        name: TableName,
        if_not_exists: bool,
    },
    DropSequence {
        names: Vec<TableName>,
        if_exists: bool,
    },
    /// `SET lock_timeout = …`: the parameter's name in lower case.
    Set {
        parameter: String,
        local: bool,
        value: String,
    },
    Begin,
    Commit,
    Rollback,
    /// A block of PL/pgSQL, a call: what it does cannot be told from its text.
    Code {
        word: &'static str,
    },
    /// A statement that touches no table that was there before.
    Other,
}

/// CREATE TABLE.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewTable {
    pub name: TableNameOrNone,
    pub columns: Vec<NewColumn>,
    pub constraints: Vec<Constraint>,
    pub if_not_exists: bool,
    pub temporary: bool,
    pub partition_of: Option<TableName>,
    pub inherits: Vec<TableName>,
    pub is_partitioned: bool,
    /// `AS SELECT`: rows are written at once, read from `sources`.
    pub from_query: bool,
    pub sources: Vec<TableName>,
}

/// A name that every whole statement has; a statement with an error may lack it.
pub type TableNameOrNone = Option<TableName>;

/// CREATE INDEX.
#[derive(Clone, Debug, PartialEq)]
pub struct NewIndex {
    pub name: Option<String>,
    pub table: TableName,
    pub unique: bool,
    pub concurrently: bool,
    pub if_not_exists: bool,
    /// The plain columns; expressions count in `width` only.
    pub columns: Vec<String>,
    /// How many keys.
    pub width: usize,
    /// Whether its entries are sorted: of the method `btree`, which is taken where none is named.
    pub is_btree: bool,
    pub is_partial: bool,
    pub on_only: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reindexed {
    Table,
    Index,
    Schema,
    Database,
    System,
}

/// One part of an ALTER TABLE.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    AddColumn {
        column: NewColumn,
        if_not_exists: bool,
    },
    DropColumn {
        column: String,
        if_exists: bool,
        cascade: bool,
    },
    SetType {
        column: String,
        to: TypeName,
        using: Option<String>,
    },
    SetDefault {
        column: String,
    },
    DropDefault {
        column: String,
    },
    SetNotNull {
        column: String,
    },
    DropNotNull {
        column: String,
    },
    /// `SET EXPRESSION`: a generated column is computed anew.
    SetExpression {
        column: String,
    },
    AddIdentity {
        column: String,
    },
    /// STATISTICS, and options of a column.
    TuneColumn {
        column: String,
    },
    /// STORAGE, COMPRESSION, DROP IDENTITY, DROP EXPRESSION, …
    AlterColumn {
        column: String,
    },
    AddConstraint(Constraint),
    DropConstraint {
        name: String,
        if_exists: bool,
    },
    ValidateConstraint {
        name: String,
    },
    AlterConstraint,
    RenameColumn {
        from: String,
        to: String,
    },
    RenameTable {
        to: String,
    },
    RenameConstraint {
        from: String,
        to: String,
    },
    SetSchema {
        to: String,
    },
    SetTablespace,
    SetLogged,
    SetAccessMethod,
    AttachPartition {
        partition: TableName,
        is_default: bool,
    },
    DetachPartition {
        partition: TableName,
        concurrently: bool,
    },
    FinalizeDetach {
        partition: TableName,
    },
    Inherit {
        parent: TableName,
    },
    NoInherit {
        parent: TableName,
    },
    /// ENABLE and DISABLE TRIGGER.
    Trigger,
    ClusterOn,
    /// SET (fillfactor = …), RESET (…).
    StorageParameters,
    /// OWNER TO, row level security, rules, replica identity.
    Other,
}

/// A column with what stands behind it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewColumn {
    pub name: String,
    pub column_type: TypeName,
    /// The type as it is written.
    pub column_text: String,
    pub not_null: bool,
    pub default: Option<Default>,
    pub generated: Option<Generated>,
    /// PRIMARY KEY, UNIQUE, REFERENCES and CHECK of the column itself.
    pub constraints: Vec<Constraint>,
}

/// A DEFAULT.
#[derive(Clone, Debug, PartialEq)]
pub struct Default {
    pub sql: String,
    /// Whether every row may get another value, so that the table is rewritten. Functions that are not known count as
    /// volatile, since PostgreSQL makes them so unless they say otherwise.
    pub volatile: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Generated {
    Stored,
    Virtual,
    Identity,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Constraint {
    pub name: Option<String>,
    pub kind: ConstraintKind,
    pub not_valid: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ConstraintKind {
    PrimaryKey {
        columns: Vec<String>,
        using_index: Option<String>,
    },
    Unique {
        columns: Vec<String>,
        using_index: Option<String>,
    },
    ForeignKey {
        columns: Vec<String>,
        referred: TableName,
    },
    /// `not_null_of`: the condition is `column IS NOT NULL` and nothing else.
    Check {
        sql: String,
        not_null_of: Option<String>,
    },
    NotNull {
        column: String,
    },
    Exclude,
}

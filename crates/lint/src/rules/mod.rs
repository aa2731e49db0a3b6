//! The rules: one file each, one line in the list.

mod subject;

pub(crate) use subject::{Found, Subject};

/// Makes a module of each name, and the list of all rules in this order.
macro_rules! rules {
    ($($rule:ident),* $(,)?) => {
        $(mod $rule;)*

        /// Every rule, those that concern running users first.
        pub const RULES: &[Rule] = &[$($rule::RULE),*];
    };
}

rules! {
    // Locks and time.
    index_not_concurrent,
    drop_index_not_concurrent,
    reindex_not_concurrent,
    detach_not_concurrent,
    refresh_not_concurrent,
    concurrently_in_transaction,
    foreign_key_without_not_valid,
    check_without_not_valid,
    validate_in_same_transaction,
    unique_without_index,
    primary_key_without_index,
    exclusion_constraint,
    not_null_scan,
    add_column_volatile_default,
    add_column_stored_generated,
    add_column_serial,
    change_column_type,
    table_rewrite,
    attach_partition_scan,
    domain_constraint,
    update_under_lock,
    copies_table,
    lock_without_timeout,
    statement_without_timeout,
    // Programs that run meanwhile, and data.
    add_column_not_null,
    drop_column,
    drop_table,
    drop_namespace,
    drop_database,
    drop_cascade,
    drop_foreign_key,
    drop_primary_key,
    drop_not_null,
    rename_column,
    rename_table,
    rename_namespace,
    rename_enum_value,
    truncate,
    unique_on_data,
    write_without_where,
    enum_value_in_transaction,
    // What can be read and repeated.
    unreadable_sql,
    unchecked_code,
    transaction_in_script,
    not_repeatable,
    identifier_too_long,
    // The design of tables.
    small_primary_key,
    no_primary_key,
    wide_index,
    char_column,
    json_column,
    prefer_bigint,
    prefer_identity,
    prefer_text,
    prefer_timestamptz,
    enum_value_order,
    unnamed_constraint,
    no_namespace,
    unused_ignore,
}

/// One piece of experience.
pub struct Rule {
    /// The advice in few words: `index-not-concurrent`.
    pub name: &'static str,
    pub group: Group,
    /// Whether it is on unless the settings say otherwise.
    pub is_on: bool,
    /// Why it matters, for the manual: one or two sentences.
    pub why: &'static str,
    /// What to do instead, for every finding.
    pub way_out: &'static str,
    /// What it finds; see `crate::example` for the lines between the parts.
    pub bad: &'static str,
    /// The same wish in a way that it lets pass.
    pub good: &'static str,
    pub(crate) judge: fn(&Subject<'_>, &mut Found<'_>),
}

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Locks and time: nothing on a table that is known to be small.
    Lock,
    /// Programs that run meanwhile, and data.
    Safety,
    /// What can be read, checked and repeated.
    Clarity,
    /// The design of tables.
    Design,
}

impl Group {
    /// The group's title in the manual.
    pub fn title(self) -> &'static str {
        match self {
            Self::Lock => "Locks and time",
            Self::Safety => "Running programs, and data",
            Self::Clarity => "What can be read, checked and repeated",
            Self::Design => "The design of tables",
        }
    }
}

/// Returns the rule of that name.
pub fn rule_named(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}

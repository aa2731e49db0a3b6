//! MySQL and MariaDB: text for `--sql` only, there is no driver.

mod ddl;
mod queries;
mod reserved;
mod table_options;
mod types;

use crate::ddl::Ddl;
use crate::dialect::{BindMark, Comments, Dialect, Facts};
use crate::query::{DeleteUsing, Queries};
use crate::types::Types;

/// The dialect of MySQL.
pub struct Mysql;

const FACTS: Facts = Facts {
    name: "mysql",
    impl_name: "MySQLImpl",
    type_compiler: "sqlalchemy.dialects.mysql.base.MySQLTypeCompiler",
    transactional_ddl: false,
    runs_in_transaction: false,
    longest_name: 255,
    longest_constraint_name: 64,
    quote: '`',
    reserved_words: reserved::RESERVED_WORDS,
    backslash_escapes: true,
    booleans: ("true", "false"),
    native_boolean: false,
    native_enum: true,
    creates_enums: false,
    native_uuid: false,
    native_interval: false,
    stores_times_as_text: false,
    comments: Comments::Inline,
    alters_constraints: true,
    renames_indexes: false,
    renames_with_namespace: true,
    identity_columns: false,
    namespaces: false,
    default_values: false,
    insert_returning: false,
    on_duplicate_key: true,
    delete_using: DeleteUsing::All,
    rows_per_insert: None,
    concatenates_by_function: true,
    bind_mark: BindMark::Question,
};

impl Dialect for Mysql {
    fn facts(&self) -> &'static Facts {
        &FACTS
    }

    fn types(&self) -> &dyn Types {
        self
    }

    fn ddl(&self) -> &dyn Ddl {
        self
    }

    fn queries(&self) -> &dyn Queries {
        self
    }
}

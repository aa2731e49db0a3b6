//! One key of an index.

use schema::{Expression, IndexPart, Name};

use crate::inspect::{ordered, sql_text};

/// What the catalogue says of a key.
pub(super) struct IndexKey<'c> {
    pub column: Option<Name>,
    /// An expression as the server writes it.
    pub text: String,
    /// As SQL; absent where it is the column's or the expression's.
    pub collation: Option<String>,
    /// Absent where it is the default of the type.
    pub class: Option<&'c str>,
    pub flags: i64,
}

impl<'c> IndexKey<'c> {
    /// Returns the class and the name under which SQLAlchemy finds it in `postgresql_ops`: a key alone has one.
    pub(super) fn option(&self) -> Option<(&str, &'c str)> {
        let name = self.column.as_ref().map_or(self.text.as_str(), |name| &name.text);
        self.class.filter(|_| self.is_alone()).map(|class| (name, class))
    }

    pub(super) fn part(self) -> IndexPart {
        let is_alone = self.is_alone();
        let class = self.class.filter(|_| !is_alone);
        let collation = self.collation.map(|collation| format!("COLLATE {collation}"));
        let words: Vec<&str> =
            collation.as_deref().into_iter().chain(class).chain(order(self.flags).iter().copied()).collect();
        match self.column {
            Some(name) if is_alone => IndexPart::Column(name),
            Some(name) => {
                let of = Expression::Column { namespace: None, table: None, name, column_type: None };
                IndexPart::Expression(ordered(of, &words))
            }
            None => IndexPart::Expression(ordered(sql_text(self.text), &words)),
        }
    }

    /// Whether no words but a class stand behind it.
    fn is_alone(&self) -> bool {
        self.collation.is_none() && order(self.flags).is_empty()
    }
}

/// Returns the words that are not the server's default: NULLs come first where the order descends.
fn order(flags: i64) -> &'static [&'static str] {
    const DESCENDING: i64 = 1;
    const NULLS_FIRST: i64 = 2;
    match (flags & DESCENDING != 0, flags & NULLS_FIRST != 0) {
        (false, false) => &[],
        (false, true) => &["NULLS FIRST"],
        (true, false) => &["DESC", "NULLS LAST"],
        (true, true) => &["DESC"],
    }
}

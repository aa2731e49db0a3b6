//! Two heads: `rebase` puts one revision behind the other, `merge` says what both branches touch and tries both orders.

mod merge;
mod rebase;
mod subject;

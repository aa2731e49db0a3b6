//! The Python tongue: how Limbeck writes values, types, columns and constraints so that Python reads them back.
//!
//! Pure functions from nouns to text. Nothing here knows a database, a file or a Python interpreter: what SQL stands
//! between the quotes is asked of [`Expressions`].

mod arguments;
mod bind;
mod character;
mod column;
mod column_type;
mod constraint;
mod expression;
mod literal;
mod native_type;
mod pen;

pub use bind::without_binds;
pub use character::{is_printable, is_space, is_word};
pub use literal::{boolean, list, none, text, tuple, value};
pub use pen::{AsAlembic, Expressions, Item, Pen, RenderItem};

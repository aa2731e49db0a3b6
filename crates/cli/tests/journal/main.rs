//! The journal as a person sees it: what stops, what it says, how it goes on, and who does not notice that it is there.

mod resumed;
mod shown;
mod subject;

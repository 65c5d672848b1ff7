//! What goes out to other programs and comes in from them, as text.

pub mod anki;
pub mod header;
pub mod table;

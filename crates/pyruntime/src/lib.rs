//! Runs the user's Python: env.py, version scripts, settings modules.
//!
//! Python sits at the far end of a port and speaks plain data (`python/WIRE.md`). This room carries the conversation;
//! it decides nothing about migrations and holds no Python object outside the interpreter's own thread.

mod attributes;
mod cache;
mod compile;
mod convert;
mod declares;
mod declaring_words;
mod embedded;
mod external;
mod frozen;
mod handoff;
mod hexadecimal;
mod kept;
mod mended;
mod native;
mod needs;
mod outline;
mod patched;
mod plain;
mod port;
mod python;
mod readings;
mod repeatable;
mod retouching;
mod seen;
mod source;
mod std_values;
mod transcript;
mod unimported;
mod unread;
mod wanted;
mod watching;
mod wire;
mod world;

pub use cache::Cache;
pub use compile::{CompileAhead, first_broken};
pub use embedded::{Embedded, EmbeddedSettings};
pub use external::{External, ExternalSettings, Refusal, Stopper, Versions};
pub use kept::DescriptionCache;
pub use needs::{Need, has_compiled_parts, module_file, needs_of};
pub use port::{Conversation, Failure, Host, Port, Reading, RecordedScript};
pub use python::{Interrupter, Python};
pub use readings::Readings;
pub use transcript::{LateSignals, Replay};
pub use unimported::{LoadedModule, UnimportedModels, unimported_models};
pub use wanted::{Wanted, wanted};
pub use wire::{Frame, HostError, InspectedPart, Noted, Raised, Request, TransactionAction};

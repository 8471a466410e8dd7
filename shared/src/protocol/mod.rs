//! The wire: binary WebSocket messages, each one MessagePack array that begins
//! with the number of its kind. `PROTOCOL.md` describes it for other languages.

pub mod arrival;
pub mod aside;
pub mod close;
pub mod code;
pub mod codec;
pub mod event;
pub mod frame;
pub mod limits;
pub mod name;
pub mod notables;
pub mod overview;
pub mod packed;
pub mod record;
pub mod said;
pub mod session;
pub mod strict;
pub mod text;
pub mod to_client;
pub mod to_server;
pub mod welcome;

pub use arrival::{Arrival, Detail};
pub use aside::{Aside, AsideKind};
pub use close::CloseCode;
pub use codec::DecodeError;
pub use event::{Event, Weapon};
pub use frame::{Frame, FrameWriter, Pong, You};
pub use notables::{Marks, Notable, Notables};
pub use overview::{Cells, Overview};
pub use record::{Anchor, Badge, ControlChange, Flags, Reason, Shot, Vanished};
pub use said::{ChatLine, Said};
pub use session::{Session, SessionClaim, SessionKey};
pub use to_client::{
    Leaderboard, LeaderboardRow, Notice, Occasion, Radar, ToClient, ViewGranted, Whereabouts,
};
pub use to_server::{Focus, Hello, Role, ToServer};
pub use welcome::{Gun, KindHints, Timing, Welcome};

/// The version of the protocol. A client and a server of different versions
/// part with [`CloseCode::Version`].
pub const VERSION: u32 = 10;

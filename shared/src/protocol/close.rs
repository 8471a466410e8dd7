//! Why the server closes a connection.

use crate::numbered::listed;

listed! {
    /// The close codes of the protocol, in the range that RFC 6455 leaves to
    /// applications, and the four of its own that we use.
    pub enum CloseCode: u16 {
        /// What came is against RFC 6455.
        Protocol = 1002,
        /// A text frame came; every message is binary.
        NotBinary = 1003,
        /// A message is over its size.
        TooLarge = 1009,
        /// The server has a bug; reconnect.
        Internal = 1011,
        /// The server speaks another version of the protocol.
        Version = 4000,
        /// A message could not be decoded.
        Malformed = 4001,
        /// The first message was not a hello, or it did not come in time.
        HelloExpected = 4002,
        /// Every room is full. Watching is still possible.
        Full = 4003,
        /// Messages kept coming far faster than a person can press keys.
        Flood = 4004,
        /// The client took nothing for ten seconds.
        TooSlow = 4005,
        /// The client answered no WebSocket ping.
        PingTimeout = 4006,
        /// The server stops or restarts; reconnect.
        Restarting = 4007,
        /// The server cannot tell now whose browser this is; reconnect.
        Busy = 4008,
        /// A moderator has removed the client; the reason says why.
        Kicked = 4010,
        /// Whoever this is may not come in; the reason says why and until when.
        Banned = 4011,
        /// The pilot came in by another connection.
        TakenOver = 4012,
        /// This server is full, and another one of the same game is not; the reason is
        /// its address.
        Elsewhere = 4013,
    }
}

impl CloseCode {
    /// The number on the wire.
    pub const fn code(self) -> u16 {
        self as u16
    }

    /// Whether a pilot that is closed so may come back and go on with its ship.
    pub const fn may_come_back(self) -> bool {
        match self {
            Self::Internal
            | Self::TooSlow
            | Self::PingTimeout
            | Self::Restarting
            | Self::Busy
            | Self::Elsewhere => true,
            Self::Protocol
            | Self::NotBinary
            | Self::TooLarge
            | Self::Version
            | Self::Malformed
            | Self::HelloExpected
            | Self::Full
            | Self::Flood
            | Self::Kicked
            | Self::Banned
            | Self::TakenOver => false,
        }
    }

    /// The reason sent with the code if there is no better one: one short line
    /// for a person.
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Protocol => "against the WebSocket protocol",
            Self::NotBinary => "messages must be binary",
            Self::TooLarge => "message too large",
            Self::Internal => "internal error, please reconnect",
            Self::Version => "another protocol version: reload the page",
            Self::Malformed => "malformed message",
            Self::HelloExpected => "hello expected",
            Self::Full => "every room is full; you can watch",
            Self::Flood => "too many messages",
            Self::TooSlow => "nothing was taken for 10 s",
            Self::PingTimeout => "no answer to pings",
            Self::Restarting => "the server restarts, please reconnect",
            Self::Busy => "who you are cannot be looked up now, please reconnect",
            Self::Kicked => "removed by a moderator",
            Self::Banned => "banned",
            Self::TakenOver => "you fly by another connection now",
            Self::Elsewhere => "this server is full",
        }
    }
}

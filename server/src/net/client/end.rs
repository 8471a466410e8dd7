//! How a conversation with a client ends.

use asteroids_shared::protocol::CloseCode;
use axum::extract::ws::{CloseFrame, Message, Utf8Bytes};
use tokio_tungstenite::tungstenite;

use super::farewell::Farewell;

/// How a conversation ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::net) enum End {
    /// The client says that it goes.
    Left,
    /// The client is gone without a word, or with one that it will be back.
    Gone,
    /// The client takes nothing any more, so it cannot be told why.
    Stuck,
    /// The client is told why.
    Close(CloseCode),
    /// The same, in words for this one.
    Dismiss(Farewell),
}

impl End {
    /// Whether a pilot whose connection ends so may come back and go on. Who
    /// leaves, or is thrown out, does so at once.
    pub(in crate::net) fn may_come_back(&self) -> bool {
        match self {
            Self::Left | Self::Dismiss(_) => false,
            Self::Gone | Self::Stuck => true,
            Self::Close(code) => code.may_come_back(),
        }
    }

    /// What tells the client, if anything can.
    pub(in crate::net) fn message(&self) -> Option<Message> {
        let (code, reason) = match self {
            Self::Left | Self::Gone | Self::Stuck => return None,
            Self::Close(code) => (*code, Utf8Bytes::from_static(code.reason())),
            Self::Dismiss(farewell) => (farewell.code(), farewell.reason().into()),
        };
        let code = code.code();
        Some(Message::Close(Some(CloseFrame { code, reason })))
    }
}

impl From<Option<CloseFrame>> for End {
    /// What a client means that closes: with the codes that browsers send when a page
    /// is left it goes, with any other it only drops a bad line.
    fn from(frame: Option<CloseFrame>) -> Self {
        const NORMAL: u16 = 1000;
        const GOING_AWAY: u16 = 1001;
        match frame.map(|frame| frame.code) {
            None | Some(NORMAL | GOING_AWAY) => Self::Left,
            Some(_) => Self::Gone,
        }
    }
}

impl From<axum::Error> for End {
    /// What a failed read means.
    fn from(error: axum::Error) -> Self {
        use std::io::ErrorKind::InvalidData;
        use tungstenite::error::{Error, ProtocolError};
        match error.into_inner().downcast_ref() {
            Some(Error::Capacity(_)) => Self::Close(CloseCode::TooLarge),
            // The allowance is spent.
            Some(Error::Io(error)) if error.kind() == InvalidData => {
                Self::Close(CloseCode::TooLarge)
            }
            // Only text has to be UTF-8.
            Some(Error::Utf8(_)) => Self::Close(CloseCode::NotBinary),
            Some(Error::Protocol(ProtocolError::ResetWithoutClosingHandshake)) => Self::Gone,
            Some(Error::Protocol(_)) => Self::Close(CloseCode::Protocol),
            _ => Self::Gone,
        }
    }
}

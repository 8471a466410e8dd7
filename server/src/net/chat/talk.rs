//! One connection's part in a chat.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Instant;

use asteroids_shared::protocol::{Aside, ToClient};

use super::{Chat, Ear, Speaker, Unsaid};
use crate::net::client::line::Line;
use crate::net::rooms::sessions::OpenSession;

/// One connection's part in a chat.
#[derive(Debug)]
pub struct Talk {
    chat: Arc<Chat>,
    ear: Ear,
    /// None for who only watches.
    speaker: Option<Speaker>,
}

impl Talk {
    /// Of a connection that hears what is said from now on, and lately.
    pub fn new(chat: Arc<Chat>, speaker: Option<Speaker>) -> Self {
        Self {
            ear: chat.listen(Instant::now()),
            chat,
            speaker,
        }
    }

    /// Passes on what is said, for ever, see [`Ear::pass_on`].
    pub async fn pass_on(&mut self, line: &Line) -> Infallible {
        self.ear.pass_on(line).await
    }

    /// Says something, or tells the client why not.
    pub fn say(&mut self, text: &str, session: &OpenSession) {
        let said = match &mut self.speaker {
            Some(speaker) => {
                // A moderator may have changed it.
                speaker.name = session.name();
                self.chat.say(speaker, text, Instant::now())
            }
            None => Err(Unsaid::Watching),
        };
        if let Err(unsaid) = said {
            self.tell(unsaid.into());
        }
    }

    /// Tells this client alone, unless a few such messages wait already.
    pub fn tell(&mut self, aside: Aside) {
        self.ear.whisper(ToClient::Aside(aside).encode().into());
    }
}

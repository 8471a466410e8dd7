//! A connection's end of a chat.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::future::{pending, poll_fn};

use bytes::Bytes;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use crate::net::client::line::Line;

/// A connection's end of a chat: what it has not passed on to its client.
#[derive(Debug)]
pub struct Ear {
    untold: VecDeque<Bytes>,
    said: Receiver<Bytes>,
}

impl Ear {
    /// One that passes on these messages first.
    pub(super) fn new(untold: VecDeque<Bytes>, said: Receiver<Bytes>) -> Self {
        Self { untold, said }
    }

    /// Passes on what is said, for ever. May be dropped at any time without
    /// losing a line. What comes while the client takes nothing waits, up to a
    /// bound; then lines are missed.
    pub async fn pass_on(&mut self, line: &Line) -> Infallible {
        loop {
            let message = match self.untold.front() {
                Some(message) => message.clone(),
                None => {
                    self.hear().await;
                    continue;
                }
            };
            let sent = poll_fn(|context| line.poll_send(context, &message)).await;
            if sent.is_err() {
                // Who reads the connection finds out too, and ends it.
                pending::<()>().await;
            }
            self.untold.pop_front();
        }
    }

    async fn hear(&mut self) {
        match self.said.recv().await {
            Ok(message) => self.untold.push_back(message),
            Err(RecvError::Lagged(_)) => {}
            Err(RecvError::Closed) => pending().await,
        }
    }

    /// Passes on something that is for this client alone, unless more than a
    /// few such messages wait already.
    pub fn whisper(&mut self, message: Bytes) {
        const WHISPERS_MAX: usize = 8;
        if self.untold.len() < WHISPERS_MAX {
            self.untold.push_back(message);
        }
    }
}

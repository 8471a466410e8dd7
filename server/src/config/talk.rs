//! The settings of the chat.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use super::text_file::{self, TextFileError};
use super::value::whole;
use crate::net::chat::{Custom, Manners, Words};

/// What people may say to each other.
#[derive(Clone, Debug, Args)]
pub struct Talk {
    /// Begin with the chat closed
    #[arg(long, env = "ASTEROIDS_NO_CHAT")]
    pub no_chat: bool,

    /// The least time between two lines of one player, in seconds
    #[arg(long, env = "ASTEROIDS_CHAT_SLOW", value_name = "SECONDS", default_value = "0",
          value_parser = whole::<u32>(0..=3600))]
    pub chat_slow: u32,

    /// File with words that are shown as ***, one a line [default: none]
    #[arg(long, env = "ASTEROIDS_CHAT_WORDS", value_name = "FILE")]
    pub chat_words: Option<PathBuf>,
}

impl Talk {
    /// What holds for the chat of every room.
    pub fn custom(&self) -> Result<Custom, TextFileError> {
        let list = self
            .chat_words
            .as_deref()
            .map(text_file::read)
            .transpose()?;
        let words = list.as_deref().map(Words::of);
        let manners = Manners {
            open: !self.no_chat,
            slow_s: self.chat_slow,
        };
        Ok(Custom {
            manners,
            words: Arc::new(words.unwrap_or_default()),
        })
    }
}

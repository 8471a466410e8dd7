//! Autopilots that bots fly by, from files.

use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;

use anyhow::Context;
use asteroids_shared::autopilot::{Flyer, files};

use crate::bots::profile::deal;

/// A file, and how many bots fly by it beside those of other files.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// The file.
    pub path: PathBuf,
    /// Its weight.
    pub weight: f64,
}

impl FromStr for Share {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let Some((path, weight)) = text.rsplit_once('=') else {
            return Ok(Self {
                path: text.into(),
                weight: 1.0,
            });
        };
        match weight.parse() {
            Ok(weight) if weight > 0.0 && f64::is_finite(weight) => Ok(Self {
                path: path.into(),
                weight,
            }),
            Ok(_) | Err(_) => Err(format!(
                "`{weight}` is no weight; write hunter.json=2, with a number above 0"
            )),
        }
    }
}

/// What each bot flies by; no bot by any of them if there are none.
#[derive(Clone, Debug, Default)]
pub struct Autopilots {
    flyers: Vec<Arc<Flyer>>,
    /// For each bot which one.
    dealt: Vec<usize>,
}

impl Autopilots {
    /// Those in the files, dealt among so many bots by weight.
    pub fn load(shares: &[Share], bots: usize, budget: u32) -> anyhow::Result<Self> {
        if shares.is_empty() {
            return Ok(Self::default());
        }
        let flyers = shares.iter().map(|share| flyer(&share.path, budget));
        let weights: Vec<_> = shares.iter().map(|share| share.weight).collect();
        Ok(Self {
            flyers: flyers.collect::<anyhow::Result<_>>()?,
            dealt: deal(&weights, bots),
        })
    }

    /// What the bot with this number flies by.
    pub fn of(&self, number: u32) -> Option<&Arc<Flyer>> {
        let dealt = self.dealt.get(number as usize)?;
        self.flyers.get(*dealt)
    }
}

/// The autopilot in a file, ready to fly.
pub fn flyer(path: &Path, budget: u32) -> anyhow::Result<Arc<Flyer>> {
    let of_file = || path.display().to_string();
    let bytes = fs::read(path).with_context(of_file)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let program = files::load(&name, &bytes, budget).with_context(of_file)?;
    Ok(Arc::new(Flyer::new(program).with_context(of_file)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/autopilots");

    fn share(name: &str, weight: f64) -> Share {
        Share {
            path: format!("{FOLDER}/{name}").into(),
            weight,
        }
    }

    #[test]
    fn a_share_is_a_file_and_perhaps_a_weight() {
        let plain = Share::from_str("a/b.json");
        let twice = Share::from_str("a/b.json=2");
        let path = PathBuf::from("a/b.json");
        assert_eq!(
            plain,
            Ok(Share {
                path: path.clone(),
                weight: 1.0
            })
        );
        assert_eq!(twice, Ok(Share { path, weight: 2.0 }));
        for text in [
            "a.json=",
            "a.json=0",
            "a.json=-1",
            "a.json=inf",
            "a.json=cat",
        ] {
            assert!(Share::from_str(text).is_err(), "{text}");
        }
    }

    #[test]
    fn bots_are_dealt_autopilots_by_weight() {
        let shares = [share("hunter.json", 3.0), share("miner.json", 1.0)];
        let dealt = Autopilots::load(&shares, 100, 4_000).expect("both are sound");
        let hunters = (0..100).filter(|&bot| {
            let flyer = dealt.of(bot).expect("each has one");
            Arc::ptr_eq(flyer, &dealt.flyers[0])
        });
        assert_eq!(hunters.count(), 75);
        assert!(Autopilots::default().of(3).is_none());
    }

    #[test]
    fn a_file_that_does_not_fly_is_named() {
        let told = |name: &str, budget| {
            let error = flyer(&share(name, 1.0).path, budget).expect_err("it does not fly");
            format!("{error:#}")
        };
        assert!(told("cat.json", 4_000).contains("cat.json: "));
        assert!(told("README.md", 4_000).contains("it must end in .json"));
        assert!(told("hunter.json", 10).contains("the budget is 10"));
    }
}

//! What kinds of bots there are, and how many of each.

use std::fmt;
use std::str::FromStr;

use clap::ValueEnum;

/// How a bot behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Profile {
    /// Flies, shoots and chases.
    Players,
    /// Flies to one place that all of them share, and stays there.
    Crowd,
    /// Has a ship and presses no key.
    Idle,
    /// Comes as a person without skill, flies three lives with random keys and
    /// goes; another comes in its place.
    Newcomer,
    /// Watches the action.
    Spectators,
    /// Joins, flies for about a second and leaves, again and again.
    Churn,
    /// Flies, and reads nothing for long times.
    Slow,
    /// Flies, and flies on by its session whenever it is cut off.
    Restart,
    /// Attacks the server: garbage, floods, messages without an end, half
    /// requests. It is to be thrown out.
    Hostile,
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Self::Players => "players",
            Self::Crowd => "crowd",
            Self::Idle => "idle",
            Self::Newcomer => "newcomer",
            Self::Spectators => "spectators",
            Self::Churn => "churn",
            Self::Slow => "slow",
            Self::Restart => "restart",
            Self::Hostile => "hostile",
        })
    }
}

/// The shares of profiles among bots, as in `players=0.8,spectators=0.2`.
#[derive(Clone, Debug, PartialEq)]
pub struct Mix(Vec<(Profile, f64)>);

/// Why a text is no mix.
#[derive(Debug, PartialEq, thiserror::Error)]
pub enum MixError {
    /// A part is no `profile=share`.
    #[error("`{0}` is no share; write players=0.8,spectators=0.2")]
    NoShare(String),
    /// No profile has this name.
    #[error("`{0}` is no profile")]
    UnknownProfile(String),
    /// The shares do not add up to 1.
    #[error("the shares add up to {0}, not to 1")]
    NotWhole(f64),
}

impl Mix {
    /// All bots alike.
    pub fn only(profile: Profile) -> Self {
        Self(vec![(profile, 1.0)])
    }

    /// The profile of each bot in the order of their coming, evenly mixed.
    pub fn deal(&self, bots: usize) -> Vec<Profile> {
        let weights: Vec<_> = self.0.iter().map(|(_, share)| *share).collect();
        let dealt = deal(&weights, bots).into_iter();
        dealt.map(|index| self.0[index].0).collect()
    }
}

/// For each bot in the order of their coming one of these weights, evenly mixed.
pub fn deal(weights: &[f64], bots: usize) -> Vec<usize> {
    let sum: f64 = weights.iter().sum();
    let mut dealt = vec![0.0; weights.len()];
    let next = |bot: usize| {
        let owed = |index: usize| weights[index] / sum * bot as f64 - dealt[index];
        let next = (0..weights.len())
            .max_by(|&one, &other| owed(one).total_cmp(&owed(other)).then(other.cmp(&one)))?;
        dealt[next] += 1.0;
        Some(next)
    };
    (1..=bots).map_while(next).collect()
}

impl FromStr for Mix {
    type Err = MixError;

    fn from_str(text: &str) -> Result<Self, MixError> {
        let shares = text
            .split(',')
            .map(|part| {
                let no_share = || MixError::NoShare(part.to_owned());
                let (name, share) = part.split_once('=').ok_or_else(no_share)?;
                let profile = Profile::from_str(name.trim(), false)
                    .map_err(|_| MixError::UnknownProfile(name.to_owned()))?;
                match share.trim().parse() {
                    Ok(share) if share > 0.0 => Ok((profile, share)),
                    Ok(_) | Err(_) => Err(no_share()),
                }
            })
            .collect::<Result<Vec<_>, _>>()?;
        let sum: f64 = shares.iter().map(|(_, share)| share).sum();
        if (sum - 1.0).abs() < 1e-6 {
            Ok(Self(shares))
        } else {
            Err(MixError::NotWhole(sum))
        }
    }
}

impl fmt::Display for Mix {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        for (index, (profile, share)) in self.0.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            write!(f, "{comma}{profile}={share}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mix_deals_its_shares_evenly() {
        let mix: Mix = "players=0.8,spectators=0.1,slow=0.1"
            .parse()
            .expect("a mix");
        let dealt = mix.deal(1000);
        for (profile, count) in [
            (Profile::Players, 800),
            (Profile::Spectators, 100),
            (Profile::Slow, 100),
        ] {
            let of = |bots: &[Profile]| bots.iter().filter(|&&bot| bot == profile).count();
            assert_eq!(of(&dealt), count, "{profile}");
            let in_first_half = of(&dealt[..500]).abs_diff(count / 2);
            assert!(in_first_half <= 1, "{profile}");
        }
        assert_eq!(mix.to_string(), "players=0.8,spectators=0.1,slow=0.1");
    }

    #[test]
    fn what_is_no_mix_says_why() {
        for text in [
            "",
            "players",
            "players=",
            "players=no",
            "players=-1,idle=2",
            "players=NaN",
        ] {
            let error = text.parse::<Mix>().expect_err(text);
            assert!(matches!(error, MixError::NoShare(_)), "{text}: {error}");
        }
        assert_eq!(
            "pilots=1".parse::<Mix>(),
            Err(MixError::UnknownProfile("pilots".into()))
        );
        assert_eq!("players=0.5".parse::<Mix>(), Err(MixError::NotWhole(0.5)));
    }
}

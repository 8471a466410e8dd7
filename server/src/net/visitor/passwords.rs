//! How often one may guess at passwords.

use std::time::{Duration, Instant};

use asteroids_shared::protocol::name;

use super::networks::{Home, Provider};
use crate::net::bounds::limiter::Limiter;
use crate::net::bounds::quota::Quota;
use crate::store::PlayerRow;

/// So many guesses at once, and as many again over [`WINDOW`], for one name from one home, for one name
/// from everywhere, and at its own name of all browsers that are logged in as a
/// player, and of all that were.
const GUESSES_PER_NAME_AND_HOME: u32 = 10;
const GUESSES_PER_NAME: u32 = 100;
const GUESSES_PER_PLAYER: u32 = 100;
const GUESSES_OF_FORMER: u32 = 10;
/// When a name has had its guesses, so many more may be made of it: from a home,
/// from a provider, and in all. An owner on a new device finds some left, unless
/// whoever guesses has homes at ten providers.
const SPARE_PER_HOME: u32 = 2;
const SPARE_PER_PROVIDER: u32 = 20;
const SPARE_PER_NAME: u32 = 200;
const WINDOW: Duration = Duration::from_secs(600);

/// Who guesses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Guesser {
    /// A browser that is logged in as this player. What others guess does not
    /// keep it out.
    Owner(PlayerRow),
    /// One that was. Nor is it kept out, but by others that were.
    Former(PlayerRow),
    /// Anybody else; those who have no home count as if from one.
    Stranger(Option<Home>),
}

/// Counts guesses at passwords.
#[derive(Debug)]
pub struct Passwords {
    by_home: Limiter<Home>,
    by_owner: Limiter<PlayerRow>,
    by_former: Limiter<PlayerRow>,
    by_name: Limiter<String>,
    by_name_and_home: Limiter<(String, Option<Home>)>,
    spare_by_home: Limiter<(String, Option<Home>)>,
    spare_by_provider: Limiter<(String, Option<Provider>)>,
    spare_by_name: Limiter<String>,
}

impl Passwords {
    /// With so many guesses from one home, at whatever names.
    pub fn new(guesses_per_home: u32) -> Self {
        let of = |guesses| Quota::new(guesses, WINDOW);
        Self {
            by_home: Limiter::new(of(guesses_per_home)),
            by_owner: Limiter::new(of(GUESSES_PER_PLAYER)),
            by_former: Limiter::new(of(GUESSES_OF_FORMER)),
            by_name: Limiter::new(of(GUESSES_PER_NAME)),
            by_name_and_home: Limiter::new(of(GUESSES_PER_NAME_AND_HOME)),
            spare_by_home: Limiter::new(of(SPARE_PER_HOME)),
            spare_by_provider: Limiter::new(of(SPARE_PER_PROVIDER)),
            spare_by_name: Limiter::new(of(SPARE_PER_NAME)),
        }
    }

    /// Counts that a password is to be hashed which is no guess, and says whether
    /// it may be.
    pub fn may_hash(&self, guesser: Guesser, now: Instant) -> bool {
        match guesser {
            Guesser::Owner(player) => self.by_owner.take(player, now).is_ok(),
            Guesser::Former(player) => self.by_former.take(player, now).is_ok(),
            Guesser::Stranger(None) => true,
            Guesser::Stranger(Some(home)) => self.by_home.take(home, now).is_ok(),
        }
    }

    /// Counts a guess at the password of a name, and says whether it may be
    /// made. Who is refused learns nothing of the name.
    pub fn may_guess(&self, name: &str, guesser: Guesser, now: Instant) -> bool {
        let may = self.may_hash(guesser, now);
        match guesser {
            Guesser::Owner(_) | Guesser::Former(_) => may,
            Guesser::Stranger(home) => may && self.may_guess_at(&name::key(name), home, now),
        }
    }

    fn may_guess_at(&self, name: &str, home: Option<Home>, now: Instant) -> bool {
        let by_home = || (name.to_owned(), home);
        let by_provider = (name.to_owned(), home.map(Home::provider));
        if self.by_name_and_home.take(by_home(), now).is_err() {
            return false;
        }
        self.by_name.take(name.to_owned(), now).is_ok()
            || self.spare_by_home.take(by_home(), now).is_ok()
                && self.spare_by_provider.take(by_provider, now).is_ok()
                && self.spare_by_name.take(name.to_owned(), now).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use std::iter::repeat_n;
    use std::net::IpAddr;

    use super::*;
    use crate::net::visitor::networks::Subnet;

    const GUESSES_PER_HOME: u32 = 50;

    fn passwords() -> (Passwords, Instant) {
        (Passwords::new(GUESSES_PER_HOME), Instant::now())
    }

    fn stranger(address: impl Into<IpAddr>) -> Guesser {
        Guesser::Stranger(Some(Home::of(Subnet::of(address.into()))))
    }

    /// How many of so many guesses at Ada's password may be made.
    fn made(passwords: &Passwords, guessers: impl Iterator<Item = Guesser>, now: Instant) -> u32 {
        let made = guessers.filter(|guesser| passwords.may_guess("Ada", *guesser, now));
        made.count() as u32
    }

    #[test]
    fn from_one_home_a_name_takes_so_many_guesses_at_once() {
        let (passwords, now) = passwords();
        let one = || repeat_n(stranger([192, 0, 2, 1]), 100);
        assert_eq!(made(&passwords, one(), now), GUESSES_PER_NAME_AND_HOME);
        assert!(!passwords.may_guess("ADA", stranger([192, 0, 2, 1]), now));
        assert!(passwords.may_guess("Ada", stranger([192, 0, 2, 2]), now));
        let later = made(&passwords, one(), now + WINDOW);
        assert_eq!(later, GUESSES_PER_NAME_AND_HOME);
    }

    #[test]
    fn who_tries_all_the_time_has_as_many_again_in_ten_minutes_and_no_more() {
        let (passwords, now) = passwords();
        let seconds = (0..WINDOW.as_secs()).map(Duration::from_secs);
        let one = || repeat_n(stranger([192, 0, 2, 1]), 3);
        let made: u32 = { seconds.map(|at| made(&passwords, one(), now + at)) }.sum();
        assert!(
            (2 * GUESSES_PER_NAME_AND_HOME - 1..=2 * GUESSES_PER_NAME_AND_HOME).contains(&made)
        );
    }

    #[test]
    fn all_networks_of_a_home_count_as_one() {
        let (passwords, now) = passwords();
        let networks = (0..0x100).map(|network| stranger([0x2001, 0xdb8, 1, network, 0, 0, 0, 1]));
        let made = made(&passwords, networks, now);
        assert_eq!(made, GUESSES_PER_NAME_AND_HOME);
    }

    #[test]
    fn who_guesses_from_many_homes_leaves_some_for_the_owner_elsewhere() {
        let (passwords, now) = passwords();
        let homes = (0..1000).map(|home: u16| stranger([0x2001, 0xdb8, home, 0, 0, 0, 0, 1]));
        let most = GUESSES_PER_NAME + SPARE_PER_PROVIDER;
        assert_eq!(made(&passwords, homes, now), most);
        for elsewhere in [
            stranger([192, 0, 2, 1]),
            stranger([0x2001, 0xdb9, 0, 0, 0, 0, 0, 1]),
        ] {
            let all = made(&passwords, repeat_n(elsewhere, 100), now);
            assert_eq!(all, SPARE_PER_HOME);
        }
    }

    #[test]
    fn who_has_the_last_of_the_common_guesses_leaves_some_for_its_neighbours() {
        let (passwords, now) = passwords();
        for host in 1..=11 {
            made(&passwords, repeat_n(stranger([192, 0, 2, host]), 50), now);
        }
        assert!(passwords.may_guess("Ada", stranger([192, 0, 2, 12]), now));
    }

    /// Thirty homes at each of thirty providers.
    fn everywhere() -> impl Iterator<Item = Guesser> {
        (0..30).flat_map(|provider| (0..30).map(move |home| stranger([203, provider, 0, home])))
    }

    #[test]
    fn from_everywhere_together_guesses_are_bounded() {
        let (passwords, now) = passwords();
        let all = made(&passwords, everywhere(), now);
        assert_eq!(all, GUESSES_PER_NAME + SPARE_PER_NAME);
    }

    #[test]
    fn a_players_own_browsers_are_kept_out_by_nobody_else() {
        let (passwords, now) = passwords();
        made(&passwords, everywhere(), now);
        let player = PlayerRow(7);
        let formers = made(&passwords, repeat_n(Guesser::Former(player), 200), now);
        let owners = made(&passwords, repeat_n(Guesser::Owner(player), 200), now);
        assert_eq!((formers, owners), (GUESSES_OF_FORMER, GUESSES_PER_PLAYER));
    }

    #[test]
    fn a_home_has_so_many_guesses_at_whatever_names() {
        let (passwords, now) = passwords();
        let home = stranger([192, 0, 2, 1]);
        let guess = |guess: u32| passwords.may_guess(&format!("name {guess}"), home, now);
        let all = (0..100).filter(|&it| guess(it)).count() as u32;
        assert_eq!(all, GUESSES_PER_HOME);
        assert!(!passwords.may_hash(home, now));
        assert!(passwords.may_hash(stranger([192, 0, 2, 2]), now));
    }
}

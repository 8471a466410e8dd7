//! The places of those who fly, from the process's point of view: seats are freed when
//! their pilots are gone, or go on to others.

use std::collections::HashMap;

use asteroids_shared::PlayerId;
use tokio::sync::oneshot;

use crate::room::seat::{Household, Seat, Seats};
use crate::room::state::Pilots;

/// The seats of those who fly.
#[derive(Debug, Default)]
pub struct Places {
    by_player: HashMap<PlayerId, Seat>,
    /// Who has asked for a seat, and where the answer goes.
    asked: HashMap<u64, Asked>,
    questions: u64,
}

#[derive(Debug)]
struct Asked {
    to: Option<Household>,
    answer: oneshot::Sender<Option<Seat>>,
}

impl Places {
    /// Questions are numbered from there on, so that no other edge has asked the same.
    pub fn number_from(&mut self, first: u64) {
        self.questions = first;
    }

    /// This player has this seat until it is gone.
    pub fn take(&mut self, player: PlayerId, seat: Seat) {
        self.by_player.insert(player, seat);
    }

    /// A player is gone, and its seat is free.
    pub fn free(&mut self, player: PlayerId) {
        self.by_player.remove(&player);
    }

    /// Somebody from there asks for the seat of whoever is absent. Gives the number of
    /// the question.
    pub fn ask(&mut self, to: Option<Household>, answer: oneshot::Sender<Option<Seat>>) -> u64 {
        self.questions += 1;
        self.asked.insert(self.questions, Asked { to, answer });
        self.questions
    }

    /// This player gives its seat up to who has asked this; nobody does if it is `None`.
    pub fn give_way(&mut self, question: u64, player: Option<PlayerId>) {
        let Some(Asked { to, answer }) = self.asked.remove(&question) else {
            return;
        };
        let mut seat = player.and_then(|player| self.by_player.remove(&player));
        if let Some(seat) = &mut seat {
            seat.pass_on(to);
        }
        // If who asked has gone, the seat is free.
        let _ = answer.send(seat);
    }

    /// Has everybody who flies have one, as far as there are any.
    pub fn keep_for(&mut self, pilots: &Pilots, seats: &Seats) {
        for (player, household) in pilots.iter() {
            let seat = seats.take(household).or_else(|| seats.take(None));
            if let Some(seat) = seat {
                self.take(player, seat);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVES: Option<Household> = Some(Household(1));
    const ADAS: Option<Household> = Some(Household(2));

    #[tokio::test]
    async fn a_seat_that_is_given_up_goes_to_whoever_has_asked() {
        let seats = Seats::new(1);
        let mut places = Places::default();
        places.take(7, seats.take(EVES).expect("it is free"));
        let (answer, answered) = oneshot::channel();
        let question = places.ask(ADAS, answer);
        places.give_way(question, Some(7));
        places.free(7);
        let seat = answered.await.expect("there is an answer");
        assert_eq!(seat.expect("there is a seat").household(), ADAS);
        assert_eq!(seats.taken(), 0, "and is free when dropped");
    }

    #[tokio::test]
    async fn who_asks_hears_that_nobody_gives_way() {
        let mut places = Places::default();
        let (answer, answered) = oneshot::channel();
        let question = places.ask(None, answer);
        places.give_way(question, None);
        assert!(answered.await.expect("there is an answer").is_none());
    }
}

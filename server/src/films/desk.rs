//! Where films are ordered, and who waits for which.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::oneshot;

use super::{FilmId, NoFilm};

/// How many films are waited for at the most. More are refused: at a fifth of a
/// processor so many take half a minute.
const ORDERS_MAX: usize = 32;
/// How many wait for one film at the most. More are refused.
const WAITING_MAX: usize = 1_000;

/// Films as they are handed out.
pub type Made = Result<Bytes, NoFilm>;

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// To make this film.
    Make(FilmId),
    /// Nothing, for a while now.
    Idle,
    /// Nothing any more.
    End,
}

/// Where films are ordered.
#[derive(Debug, Default)]
pub struct Desk {
    book: Mutex<Book>,
    ordered: Condvar,
}

#[derive(Debug, Default)]
struct Book {
    /// In the order in which they were ordered.
    orders: VecDeque<Order>,
    is_closed: bool,
}

#[derive(Debug)]
struct Order {
    film: FilmId,
    waiting: Vec<oneshot::Sender<Made>>,
}

impl Order {
    /// Whether anybody still waits for it.
    fn is_awaited(&self) -> bool {
        self.waiting.iter().any(|asker| !asker.is_closed())
    }
}

impl Desk {
    /// Orders a film. Who orders what is ordered already waits for the same one.
    pub fn order(&self, film: FilmId) -> Result<oneshot::Receiver<Made>, NoFilm> {
        let mut book = self.book();
        let (asker, coming) = oneshot::channel();
        if let Some(order) = book.orders.iter_mut().find(|order| order.film == film) {
            order.waiting.retain(|asker| !asker.is_closed());
            if order.waiting.len() >= WAITING_MAX {
                return Err(NoFilm::Busy);
            }
            order.waiting.push(asker);
            return Ok(coming);
        }
        book.orders.retain(Order::is_awaited);
        if book.orders.len() >= ORDERS_MAX || book.is_closed {
            return Err(NoFilm::Busy);
        }
        let waiting = vec![asker];
        book.orders.push_back(Order { film, waiting });
        self.ordered.notify_one();
        Ok(coming)
    }

    /// Waits for an order, but not for longer than that. The order stays until its
    /// film is handed out.
    pub fn next(&self, within: Duration) -> Task {
        let has_none = |book: &mut Book| {
            book.orders.retain(Order::is_awaited);
            book.orders.is_empty() && !book.is_closed
        };
        let waited = self
            .ordered
            .wait_timeout_while(self.book(), within, has_none);
        let (book, _) = waited.unwrap_or_else(PoisonError::into_inner);
        match book.orders.front() {
            _ if book.is_closed => Task::End,
            Some(order) => Task::Make(order.film),
            None => Task::Idle,
        }
    }

    /// Whether somebody waits for a film.
    pub fn awaits(&self, film: FilmId) -> bool {
        let book = self.book();
        let mut orders = book.orders.iter();
        orders.any(|order| order.film == film && order.is_awaited())
    }

    /// Gives everybody who waits for a film what has become of it.
    pub fn hand_out(&self, film: FilmId, made: &Made) {
        let mut book = self.book();
        let is_it = |order: &Order| order.film == film;
        let Some(index) = book.orders.iter().position(is_it) else {
            return;
        };
        let waiting = book.orders.remove(index).map(|order| order.waiting);
        drop(book);
        for asker in waiting.into_iter().flatten() {
            // It may have gone.
            let _ = asker.send(made.clone());
        }
    }

    /// How many films are waited for.
    pub fn orders(&self) -> usize {
        self.book().orders.len()
    }

    /// Takes no more orders.
    pub fn close(&self) {
        self.book().is_closed = true;
        self.ordered.notify_one();
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::LogId;

    const NOW: Duration = Duration::ZERO;

    fn film(from: u32) -> FilmId {
        FilmId {
            room: 1,
            world: LogId(7),
            from,
        }
    }

    #[test]
    fn many_who_ask_for_the_same_film_wait_for_one() {
        let desk = Desk::default();
        let coming: Vec<_> = (0..100).map(|_| desk.order(film(0))).collect();
        assert_eq!((desk.orders(), desk.next(NOW)), (1, Task::Make(film(0))));
        let made = Ok(Bytes::from_static(b"film"));
        desk.hand_out(film(0), &made);
        for coming in coming {
            let handed_out = coming.expect("it is ordered").blocking_recv();
            assert_eq!(handed_out, Ok(made.clone()));
        }
        assert_eq!(desk.orders(), 0);
    }

    #[test]
    fn a_film_for_which_nobody_waits_any_more_is_not_made() {
        let desk = Desk::default();
        drop(desk.order(film(0)));
        let _coming = desk.order(film(320));
        assert_eq!(desk.next(NOW), Task::Make(film(320)));
    }

    #[test]
    fn it_is_known_which_films_are_waited_for() {
        let desk = Desk::default();
        let coming = desk.order(film(320)).expect("there is room");
        assert!(desk.awaits(film(320)) && !desk.awaits(film(0)));
        drop(coming);
        assert!(!desk.awaits(film(320)));
    }

    #[test]
    fn only_so_many_films_wait_and_who_goes_leaves_its_place_to_others() {
        let desk = Desk::default();
        let films = (0..).map(|number| film(320 * number));
        let coming: Vec<_> = { films }.map_while(|film| desk.order(film).ok()).collect();
        assert_eq!(coming.len(), ORDERS_MAX);
        assert!(desk.order(film(0)).is_ok(), "it is being waited for");
        drop(coming);
        assert!(desk.order(film(1)).is_ok());
    }

    #[test]
    fn a_closed_desk_takes_no_orders() {
        let desk = Desk::default();
        let _coming = desk.order(film(0));
        desk.close();
        assert_eq!(desk.next(NOW), Task::End);
        assert_eq!(desk.order(film(320)).err(), Some(NoFilm::Busy));
    }
}

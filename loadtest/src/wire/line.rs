//! A link and what a bad network does to it.
//!
//! Messages take the lanes. The handshake, pongs of WebSocket and the goodbye
//! do not: they are the connection's, and pass at once.

use std::cell::RefCell;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Instant;

use tokio::time::{Sleep, sleep_until};

use crate::wire::conditions::{Conditions, Lane};
use crate::wire::link::{Farewell, Link};

/// A link and what a bad network does to it.
#[derive(Debug)]
pub struct Line {
    link: Link,
    weather: Option<Box<Weather>>,
    alarm: Pin<Box<Sleep>>,
}

#[derive(Debug)]
struct Weather {
    down: Lane,
    up: Lane,
    /// How the link has ended, while there is something to arrive yet.
    farewell: Option<Farewell>,
}

impl Line {
    /// A line under these conditions.
    pub fn new(link: Link, conditions: Conditions, seed: u64) -> Self {
        let now = Instant::now();
        let weather = || {
            let seed = seed.wrapping_mul(2);
            Box::new(Weather {
                down: Lane::new(conditions, seed, now),
                up: Lane::new(conditions, seed.wrapping_add(1), now),
                farewell: None,
            })
        };
        Self {
            link,
            weather: (!conditions.are_perfect()).then(weather),
            alarm: Box::pin(sleep_until(now.into())),
        }
    }

    /// Waits until something has come or it is `until`, and hands over what has
    /// come.
    pub async fn hear_until(
        &mut self,
        until: Instant,
        buffer: &RefCell<Vec<u8>>,
        mut hear: impl FnMut(&[u8], Instant),
    ) -> Result<(), Farewell> {
        poll_fn(|context| {
            let mut buffer = buffer.borrow_mut();
            match &mut self.weather {
                None => {
                    let _ = self.link.poll_flush(context)?;
                    let hear = |message: &[u8]| hear(message, Instant::now());
                    if let Poll::Ready(heard) = self.link.poll_hear(context, &mut buffer, hear) {
                        return Poll::Ready(heard);
                    }
                    poll_alarm(&mut self.alarm, until, context).map(Ok)
                }
                Some(weather) => {
                    weather.take_in(&mut self.link, context, &mut buffer);
                    let next = [weather.down.next_at(), weather.up.next_at()];
                    if let (Some(farewell), None) = (&weather.farewell, next[0]) {
                        return Poll::Ready(Err(farewell.clone()));
                    }
                    let until = next.into_iter().flatten().fold(until, Instant::min);
                    poll_alarm(&mut self.alarm, until, context).map(Ok)
                }
            }
        })
        .await?;
        self.let_arrive(hear);
        Ok(())
    }

    /// Does nothing, and reads nothing, until then.
    pub async fn sleep_until(&mut self, until: Instant) {
        poll_fn(|context| poll_alarm(&mut self.alarm, until, context)).await;
    }

    /// Puts a message behind those that wait to be written. When too much is on
    /// its way the line is given up, as a link is.
    pub fn say(&mut self, message: &[u8], now: Instant) -> Result<(), Farewell> {
        match &mut self.weather {
            None => self.link.say(message),
            Some(weather) if weather.up.is_full() => return Err(Farewell::TimedOut),
            Some(weather) => weather.up.send(message, now),
        }
        Ok(())
    }

    /// Writes what waits, as far as the kernel takes it.
    pub fn flush(&mut self) -> Result<(), Farewell> {
        match &mut self.weather {
            None => self.link.flush(),
            Some(weather) => {
                weather.flush(&mut self.link);
                Ok(())
            }
        }
    }

    /// Says goodbye.
    pub async fn close(self) {
        self.link.close().await;
    }

    fn let_arrive(&mut self, mut hear: impl FnMut(&[u8], Instant)) {
        let Some(weather) = &mut self.weather else {
            return;
        };
        let now = Instant::now();
        while let Some(message) = weather.down.arrived(now) {
            hear(&message, now);
        }
        while let Some(message) = weather.up.arrived(now) {
            self.link.say(&message);
        }
        weather.flush(&mut self.link);
    }
}

impl Weather {
    /// That the link has ended is told once everything before has arrived.
    fn flush(&mut self, link: &mut Link) {
        if self.farewell.is_none() {
            self.farewell = link.flush().err();
        }
    }

    /// Takes in what has come, as far as the lane down has room: what is beyond
    /// a full lane waits in the kernel.
    fn take_in(&mut self, link: &mut Link, context: &mut Context, buffer: &mut [u8]) {
        if self.farewell.is_none()
            && let Poll::Ready(Err(farewell)) = link.poll_flush(context)
        {
            self.farewell = Some(farewell);
        }
        while self.farewell.is_none() && !self.down.is_full() {
            let now = Instant::now();
            let send = |message: &[u8]| self.down.send(message, now);
            match link.poll_hear(context, buffer, send) {
                Poll::Ready(heard) => self.farewell = heard.err(),
                Poll::Pending => break,
            }
        }
    }
}

/// Keeps the timer as it is while it is for the same instant: setting one
/// costs more than asking it.
fn poll_alarm(alarm: &mut Pin<Box<Sleep>>, until: Instant, context: &mut Context) -> Poll<()> {
    if alarm.deadline() != until.into() {
        alarm.as_mut().reset(until.into());
    }
    alarm.as_mut().poll(context)
}

//! A link and what a bad network does to it.

use std::cell::RefCell;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Instant;

use tokio::time::{Sleep, sleep_until};

use crate::conditions::{Conditions, Lane};
use crate::link::{Farewell, Link};

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
            let _ = self.link.poll_flush(context)?;
            let mut buffer = buffer.borrow_mut();
            match &mut self.weather {
                None => {
                    let hear = |message: &[u8]| hear(message, Instant::now());
                    if let Poll::Ready(heard) = self.link.poll_hear(context, &mut buffer, hear) {
                        return Poll::Ready(heard);
                    }
                    poll_alarm(&mut self.alarm, until, context).map(Ok)
                }
                Some(weather) => {
                    // What is beyond a full lane waits in the kernel.
                    while !weather.down.is_full() {
                        let now = Instant::now();
                        let send = |message: &[u8]| weather.down.send(message, now);
                        match self.link.poll_hear(context, &mut buffer, send) {
                            Poll::Ready(heard) => heard?,
                            Poll::Pending => break,
                        }
                    }
                    let next = [weather.down.next_at(), weather.up.next_at()];
                    let until = next.into_iter().flatten().fold(until, Instant::min);
                    poll_alarm(&mut self.alarm, until, context).map(Ok)
                }
            }
        })
        .await?;
        self.let_arrive(hear)
    }

    /// Does nothing, and reads nothing, until then.
    pub async fn sleep_until(&mut self, until: Instant) {
        poll_fn(|context| poll_alarm(&mut self.alarm, until, context)).await;
    }

    /// Puts a message behind those that wait to be written.
    pub fn say(&mut self, message: &[u8], now: Instant) {
        match &mut self.weather {
            None => self.link.say(message),
            Some(weather) => weather.up.send(message, now),
        }
    }

    /// Writes what waits, as far as the kernel takes it.
    pub fn flush(&mut self) -> Result<(), Farewell> {
        self.link.flush()
    }

    /// Says goodbye.
    pub async fn close(self) {
        self.link.close().await;
    }

    fn let_arrive(&mut self, mut hear: impl FnMut(&[u8], Instant)) -> Result<(), Farewell> {
        let Some(weather) = &mut self.weather else {
            return Ok(());
        };
        let now = Instant::now();
        while let Some(message) = weather.down.arrived(now) {
            hear(&message, now);
        }
        while let Some(message) = weather.up.arrived(now) {
            self.link.say(&message);
        }
        self.link.flush()
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

//! The only loop of a room that is one edge's part of a cluster.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use asteroids_shared::protocol::CloseCode;
use tokio::runtime::Builder;
use tokio::sync::mpsc;
use tokio::sync::mpsc::error::TryRecvError;
use tokio::time::{sleep_until, timeout};

use super::link::{Link, News};
use super::{Astray, Joined, Member};
use crate::room::books::Books;
use crate::room::handle::{REQUESTS_MAX, Request, RoomHandle};
use crate::room::settings::RoomSettings;
use crate::room::state::command::EdgeId;
use crate::room::status::Membership;
use crate::room::tempo::Tempo;
use crate::room::thread::{Left, RoomThread};
use crate::room::unstored::Unstored;
use crate::store::Reporter;

/// How long an edge that stops waits until the others know of it.
const FAREWELL_WITHIN: Duration = Duration::from_millis(700);
/// How often the status is published while no ticks come.
const STATUS_EVERY: Duration = Duration::from_millis(250);
/// How long an edge that has lost its way, or has handed a room over, stays to say so, to
/// whoever looks in the usual time, before its process begins again.
const ASTRAY_FOR: Duration = Duration::from_secs(20);

/// A member, and all that its thread has to do with.
pub struct Runner {
    member: Member,
    inbox: mpsc::Receiver<Request>,
    link: Link,
    books: Books,
    status_at: Instant,
}

/// Why a member ends.
enum Over {
    /// It was asked to stop.
    Stopped,
    /// It cannot go on from here.
    Astray(Astray),
    /// Whoever carries its messages is gone.
    Cut,
}

/// Starts a room that is this edge's part of a cluster on a thread of its own. It ends
/// unasked when it cannot go on: then the process is to begin again, from a snapshot.
pub fn spawn(
    edge: EdgeId,
    settings: RoomSettings,
    mut joined: Joined,
    link: Link,
    jitter: Duration,
    reporter: Reporter,
) -> io::Result<RoomThread> {
    let scribe = std::mem::take(&mut joined.scribe);
    let recorder = std::mem::take(&mut joined.recorder);
    let now = Instant::now();
    let room = settings.room;
    let member = Member::new(edge, settings, joined, jitter, now);
    let status = member.room().status(now, &Tempo::default());
    let (handle, inbox, publish) = RoomHandle::of(status, scribe.annals().clone());
    let books = Books::new(publish, reporter, recorder, Unstored::default(), scribe);
    let mut runner = Runner {
        member,
        inbox,
        link,
        books,
        status_at: now,
    };
    let seats = handle.seats().clone();
    let name = format!("room-{room}");
    let thread = std::thread::Builder::new().name(name).spawn(move || {
        runner.member.room_mut().seat_pilots(&seats);
        runner.run(room)
    })?;
    Ok(RoomThread::new(handle, thread))
}

impl Runner {
    fn run(mut self, room: u32) -> Left {
        let clock = Builder::new_current_thread().enable_time().build();
        let over = match &clock {
            // What a panic leaves half done is thrown away with the process.
            Ok(clock) => catch_unwind(AssertUnwindSafe(|| clock.block_on(self.go_on()))),
            Err(error) => {
                tracing::error!(room, %error, "the thread of a room has no clock");
                Ok(Over::Cut)
            }
        };
        let sequence = self.member.sequence();
        match over {
            Ok(Over::Stopped) => {}
            Ok(Over::Astray(astray)) => {
                let is_well = matches!(astray, Astray::HandedOver { .. });
                match is_well {
                    true => tracing::info!(room, sequence, "{astray}"),
                    false => tracing::error!(room, sequence, "this edge cannot go on: {astray}"),
                }
                if let Ok(clock) = clock {
                    clock.block_on(self.stay_astray(is_well));
                }
            }
            Ok(Over::Cut) => tracing::error!(room, "this edge has lost the cluster"),
            Err(_) => tracing::error!(room, sequence, "a room has panicked after this line"),
        }
        // What pilots have earned the other edges know too, and whoever leads tells of it.
        self.books.close()
    }

    async fn go_on(&mut self) -> Over {
        let mut requests = Vec::new();
        loop {
            let wake = sleep_until(self.member.wake_at().into());
            tokio::select! {
                biased;
                news = self.link.news.recv() => {
                    let Some(news) = news else { return Over::Cut };
                    if let Err(over) = self.take_all(news) {
                        return over;
                    }
                }
                count = self.inbox.recv_many(&mut requests, REQUESTS_MAX), if self.member.has_room() => {
                    let stops = |request: &Request| matches!(request, Request::Stop);
                    if count == 0 || requests.iter().any(stops) {
                        self.bid_farewell().await;
                        return Over::Stopped;
                    }
                    self.member.ask(requests.drain(..), Instant::now());
                }
                () = wake => {}
            }
            self.poll();
        }
    }

    fn poll(&mut self) {
        let now = Instant::now();
        self.member.poll(now);
        for outgoing in self.member.take_outgoing() {
            // What there is no room for is lost, and sent again.
            let _ = self.link.outgoing.try_send(outgoing);
        }
        if now >= self.status_at + STATUS_EVERY {
            self.publish_status(now);
        }
    }

    fn publish_status(&mut self, now: Instant) {
        self.status_at = now;
        if self.member.rests() {
            self.books.forget_tempo();
        }
        let rests = self.member.rests();
        self.books.take_part(self.member.membership());
        self.books.publish_status(self.member.room(), rests);
    }

    /// Takes in this and whatever else has come.
    fn take_all(&mut self, news: News) -> Result<(), Over> {
        self.take(news)?;
        loop {
            match self.link.news.try_recv() {
                Ok(news) => self.take(news)?,
                Err(TryRecvError::Empty | TryRecvError::Disconnected) => return Ok(()),
            }
        }
    }

    fn take(&mut self, news: News) -> Result<(), Over> {
        let now = Instant::now();
        match news {
            News::Proposal(proposal) => self.member.hear(proposal, now),
            News::Refused { after } => self.member.refuse(after),
            News::Kept { sequence } => self.member.snapshot_is_kept(sequence),
            News::Broken => return Err(Over::Cut),
            News::Line { sequence, line } => {
                let tick_us = self.books.tempo().tick_us();
                let taken = self.member.take_in(sequence, line, now, tick_us);
                if taken.map_err(Over::Astray)? {
                    self.books.take_part(self.member.membership());
                    self.books.note(self.member.room_mut());
                    self.member.complete_snapshot(&self.books);
                    self.books.end_tick(self.member.room(), now, false);
                    // Those go who take nothing.
                    self.member.ask([], now);
                } else if self.member.rests() {
                    self.books.take_part(self.member.membership());
                    self.books.stand_still();
                }
            }
        }
        Ok(())
    }

    /// Sends everybody to other edges, and says for a while why, before it ends.
    async fn stay_astray(&mut self, has_handed_over: bool) {
        let now = Instant::now();
        self.member.complete_snapshot(&self.books);
        self.member.ask([Request::Stop], now);
        for outgoing in self.member.take_outgoing() {
            // Nobody but the others hears of it: they find out by themselves.
            let _ = self.link.outgoing.try_send(outgoing);
        }
        self.books.take_part(Membership {
            is_astray: !has_handed_over,
            has_handed_over,
            leads: false,
            ..self.member.membership()
        });
        let until = sleep_until((now + ASTRAY_FOR).into());
        tokio::pin!(until);
        loop {
            self.books.publish_status(self.member.room(), false);
            let request = tokio::select! {
                () = &mut until => return,
                () = sleep_until((Instant::now() + STATUS_EVERY).into()) => continue,
                request = self.inbox.recv() => request,
            };
            match request {
                None | Some(Request::Stop) => return,
                Some(Request::Connect(newcomer)) => {
                    newcomer.outbox.close(CloseCode::Restarting);
                }
                // There is nobody here, and nothing to be found: who asks hears no answer.
                Some(
                    Request::Say { .. }
                    | Request::Find { .. }
                    | Request::Disconnect { .. }
                    | Request::Lost { .. }
                    | Request::Thin { .. }
                    | Request::Moderate(_),
                ) => {}
            }
        }
    }

    /// Closes every connection, and has the others know that their pilots may come back
    /// by them.
    async fn bid_farewell(&mut self) {
        self.member.ask([Request::Stop], Instant::now());
        let farewell = async {
            while self.member.waits_to_be_heard() {
                self.poll();
                let wake = sleep_until(self.member.wake_at().into());
                tokio::select! {
                    news = self.link.news.recv() => {
                        let Some(news) = news else { return };
                        if self.take_all(news).is_err() {
                            return;
                        }
                    }
                    () = wake => {}
                }
            }
        };
        if timeout(FAREWELL_WITHIN, farewell).await.is_err() {
            tracing::warn!("this edge stops unheard: the others find out in two seconds");
        }
    }
}

//! A bot that flies on by its session whenever it is cut off.

use std::time::{Duration, Instant};

use asteroids_shared::protocol::SessionClaim;
use asteroids_shared::rules::LIVES_AT_START;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg32;
use tokio::time::sleep_until;

use crate::bots::bot::Bot;
use crate::bots::life::Visit;
use crate::crew::Crew;
use crate::measure::journal::Back;
use crate::measure::stats;
use crate::wire::line::Line;
use crate::wire::link::Farewell;

/// The pauses between tries to come back grow up to the last: as in browsers.
const PAUSE_FIRST: Duration = Duration::from_millis(500);
const PAUSE_MAX: Duration = Duration::from_secs(10);
/// Longer than this nobody waits.
const RESUMES_WITHIN: Duration = Duration::from_secs(10);
/// How long a bot waits for what follows its welcome.
const SETTLES_WITHIN: Duration = Duration::from_secs(10);

/// What a bot had when it was cut off.
#[derive(Clone, Copy)]
struct Cut {
    at: Instant,
    claim: SessionClaim,
    standing: Standing,
}

/// How a pilot stands in its run.
#[derive(Clone, Copy, Debug)]
struct Standing {
    score: u32,
    /// Lives left, the one being flown included.
    lives: u8,
}

/// What has become of somebody's points while it was away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Points {
    /// None is missing.
    Kept,
    /// Its last ship was lost, and it has begun another run.
    NewRun,
    /// So many are missing, for no reason.
    Lost(u32),
}

impl Standing {
    fn of(bot: &Bot) -> Self {
        let (score, lives) = bot.standing();
        Self { score, lives }
    }

    /// A run ends with its last life alone. Nobody loses two while it is away: without its
    /// pilot no ship follows another.
    fn points_at(self, after: Self) -> Points {
        let has_ended = self.lives <= 1 && after.lives >= LIVES_AT_START;
        match self.score.saturating_sub(after.score) {
            0 => Points::Kept,
            _ if has_ended => Points::NewRun,
            lost => Points::Lost(lost),
        }
    }
}

/// Flies to the end of the run, and comes back whenever it is cut off.
pub async fn live(number: u32, crew: &Crew, seed: u64, comes_at: Instant) {
    let mut rng = Pcg32::seed_from_u64(seed);
    let mut cut = None;
    let mut pause = PAUSE_FIRST;
    let mut shut = 0;
    // Not all of an edge by the same one next.
    let elsewhere = 1..(crew.plan.doors.len() as u32).max(2);
    let mut due = comes_at;
    while !crew.is_over(Instant::now()) {
        let mut visit = Visit::new(crew, number, seed, due);
        visit.is_known = cut.is_some();
        visit.claim = cut.map(|cut: Cut| cut.claim);
        visit.shut = shut;
        match (visit.connect().await, cut) {
            (Ok((mut line, mut bot)), before) => {
                pause = PAUSE_FIRST;
                match fly(&visit, crew, &mut line, &mut bot, before).await {
                    Some(now) => cut = Some(now),
                    None => return line.close().await,
                }
                shut += rng.random_range(elsewhere.clone());
            }
            (Err(_), Some(_)) => {
                pause = (2 * pause).min(PAUSE_MAX);
                shut += rng.random_range(elsewhere.clone());
            }
            (Err(farewell), None) => {
                let mut stats = crew.stats.borrow_mut();
                return stats::count(&mut stats.connect_failures, farewell.to_string());
            }
        }
        // Not all at once.
        due = Instant::now() + pause.mul_f64(rng.random_range(0.5..1.0));
        sleep_until(due.into()).await;
    }
    if cut.is_some() {
        crew.stats.borrow_mut().comebacks.not_resumed += 1;
    }
}

/// Flies until the end, or until it is cut off: then gives what it had.
async fn fly(
    visit: &Visit<'_>,
    crew: &Crew,
    line: &mut Line,
    bot: &mut Bot,
    before: Option<Cut>,
) -> Option<Cut> {
    let settled = settle(crew, line, bot).await;
    match (settled, before) {
        (Ok(()), Some(before)) => note(visit, crew, bot, &before),
        (Ok(()), None) => {}
        // It is cut off again before it knew how it stands.
        (Err(_), before) => return before,
    }
    visit.stay(line, bot, crew.plan.end()).await.err()?;
    Some(Cut {
        at: Instant::now(),
        claim: bot.claim()?,
        standing: Standing::of(bot),
    })
}

/// Waits until a bot knows its session and how it stands.
async fn settle(crew: &Crew, line: &mut Line, bot: &mut Bot) -> Result<(), Farewell> {
    let until = Instant::now() + SETTLES_WITHIN;
    while bot.settled().is_none() {
        if Instant::now() >= until {
            return Err(Farewell::TimedOut);
        }
        line.hear_until(until, &crew.buffer, |message, now| {
            bot.hear(message, now, &mut crew.stats.borrow_mut(), &crew.witness);
        })
        .await?;
    }
    Ok(())
}

/// Notes how a bot came back.
fn note(visit: &Visit<'_>, crew: &Crew, bot: &Bot, before: &Cut) {
    let took = before.at.elapsed();
    let resumed = bot.settled().is_some_and(|session| session.resumed);
    let points = before.standing.points_at(Standing::of(bot));
    let lost = match points {
        Points::Kept | Points::NewRun => 0,
        Points::Lost(lost) => lost,
    };
    let back = Back {
        took,
        resumed,
        lost,
        new_run: points == Points::NewRun,
    };
    crew.plan.journal.back(visit.door.get(), &back);
    let comebacks = &mut crew.stats.borrow_mut().comebacks;
    if resumed {
        comebacks.resumed += 1;
        comebacks.resumed_late += u64::from(took > RESUMES_WITHIN);
        comebacks.scores_lost += u64::from(lost > 0);
        stats::record(&mut comebacks.resume_us, took);
    } else {
        comebacks.not_resumed += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(score: u32, lives: u8) -> Standing {
        Standing { score, lives }
    }

    #[test]
    fn points_may_go_with_the_last_life_and_for_no_other_reason() {
        for (before, after, points) in [
            (standing(700, 2), standing(700, 2), Points::Kept),
            (standing(700, 2), standing(720, 1), Points::Kept),
            (standing(700, 1), standing(700, 0), Points::Kept),
            (
                standing(700, 1),
                standing(0, LIVES_AT_START),
                Points::NewRun,
            ),
            (
                standing(700, 0),
                standing(20, LIVES_AT_START),
                Points::NewRun,
            ),
            (standing(700, 2), standing(690, 2), Points::Lost(10)),
            (
                standing(700, 2),
                standing(0, LIVES_AT_START),
                Points::Lost(700),
            ),
            (standing(700, 1), standing(690, 1), Points::Lost(10)),
        ] {
            assert_eq!(before.points_at(after), points, "{before:?}, {after:?}");
        }
    }
}

//! In which order parts work, and what they cost together.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::flat::{Part, Role, Source};
use crate::autopilot::catalogue::{self, Effect};
use crate::autopilot::fault::{Fault, Ring};

/// What a step costs, if that is within the budget.
pub(super) fn price(parts: &[Part<'_>], budget: u32) -> Result<u32, Fault> {
    let price = parts.iter().map(|part| part.item.settings.price()).sum();
    if price > budget {
        return Err(Fault::TooDear { price, budget });
    }
    Ok(price)
}

/// All parts, each after those whose outputs it needs at once; of those that could
/// come next, the first.
pub(super) fn of(parts: &[Part<'_>]) -> Result<Vec<usize>, Fault> {
    let mut readers = vec![Vec::new(); parts.len()];
    let mut waits_for = vec![0_usize; parts.len()];
    for (reader, part) in parts.iter().enumerate() {
        for source in needed_at_once(part) {
            readers[source].push(reader);
            waits_for[reader] += 1;
        }
    }
    let ready = (0..parts.len()).filter(|&part| waits_for[part] == 0);
    let mut ready: BinaryHeap<_> = ready.map(Reverse).collect();
    let mut order = Vec::with_capacity(parts.len());
    while let Some(Reverse(part)) = ready.pop() {
        order.push(part);
        for &reader in &readers[part] {
            waits_for[reader] -= 1;
            if waits_for[reader] == 0 {
                ready.push(Reverse(reader));
            }
        }
    }
    match waits_for.iter().position(|&count| count > 0) {
        Some(stuck) => Err(Fault::Loop(ring(parts, &waits_for, stuck))),
        None => Ok(order),
    }
}

fn needed_at_once(part: &Part<'_>) -> impl Iterator<Item = usize> {
    let is_late =
        part.role == Role::Memory || catalogue::of(part.item.kind).effect == Effect::Later;
    let sources = part.sources.iter().filter(move |_| !is_late);
    sources.filter_map(|source| match source {
        Source::Output { part, .. } => Some(*part),
        Source::Always(_) => None,
    })
}

/// A loop among the parts that wait, along the wires. Each of them waits for another
/// one that does.
fn ring(parts: &[Part<'_>], waits_for: &[usize], stuck: usize) -> Ring {
    let mut way = vec![stuck];
    let start = loop {
        let last = way[way.len() - 1];
        let before = needed_at_once(&parts[last]).find(|&part| waits_for[part] > 0);
        let before = before.unwrap_or_else(|| unreachable!("who waits, waits for somebody"));
        if let Some(start) = way.iter().position(|&part| part == before) {
            break start;
        }
        way.push(before);
    };
    // It was walked against the wires.
    let mut ring: Vec<_> = way[start..].iter().rev().copied().collect();
    let first = (0..ring.len())
        .min_by_key(|&index| ring[index])
        .unwrap_or(0);
    ring.rotate_left(first);
    Ring(
        ring.into_iter()
            .map(|part| parts[part].path.clone())
            .collect(),
    )
}

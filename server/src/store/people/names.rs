//! Which names are the same, and which look the same.

use std::collections::HashSet;

use asteroids_shared::protocol::limits::NAME_CHARS_MAX;
use asteroids_shared::protocol::{name, text};
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use unicode_security::confusable_detection::skeleton;

use crate::store::StoreError;

/// What names that look alike have in common, by Unicode's table of confusable
/// characters: for a capital I looks like a small l, and both cases count as
/// one, it is looked up in both.
pub(in crate::store) fn look(name: &str) -> String {
    let as_written: String = skeleton(name).collect();
    skeleton(&text::folded(&as_written)).collect()
}

/// Why nobody else may have a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Taken {
    /// Somebody has claimed it.
    Claimed,
    /// It looks like one that somebody has claimed.
    LooksClaimed,
}

impl From<Taken> for StoreError {
    fn from(taken: Taken) -> Self {
        match taken {
            Taken::Claimed => Self::NameTaken,
            Taken::LooksClaimed => Self::NameLooksTaken,
        }
    }
}

/// Whether somebody else than this player has claimed the name or one like it.
pub(in crate::store) fn taken(
    connection: &Connection,
    name: &str,
    but: Option<i64>,
) -> Result<Option<Taken>, StoreError> {
    let query = "SELECT name_key = ?1 FROM players
        WHERE (name_key = ?1 OR skeleton = ?2) AND id IS NOT ?3 ORDER BY 1 DESC LIMIT 1";
    let mut statement = connection.prepare_cached(query)?;
    let values = params![name::key(name), look(name), but];
    let same = statement.query_row(values, |row| row.get(0)).optional()?;
    Ok(same.map(|same| match same {
        true => Taken::Claimed,
        false => Taken::LooksClaimed,
    }))
}

/// Writes every stored name, and what it is known by, by the rule of this
/// program. Of claimed names that are the same by it the first stays; the
/// others get a number, and their players keep everything else.
pub(in crate::store) fn renew(connection: &Connection) -> Result<(), StoreError> {
    let mut names =
        connection.prepare("SELECT id, name, secret IS NOT NULL FROM players ORDER BY id")?;
    let stored = names.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let mut changed = Vec::new();
    for player in stored {
        let (id, name, claimed): (i64, String, bool) = player?;
        let clean = name::clean(&name).unwrap_or_else(|| format!("Pilot-{id}"));
        if claimed || clean != name {
            changed.push((id, clean, claimed));
        }
    }
    connection.execute("UPDATE players SET name_key = NULL", [])?;
    let mut update = connection
        .prepare("UPDATE players SET name = ?2, name_key = ?3, skeleton = ?4 WHERE id = ?1")?;
    let mut keys = HashSet::new();
    for (id, name, claimed) in changed {
        if !claimed {
            update.execute(params![id, name, None::<&str>, None::<&str>])?;
            continue;
        }
        let free = first_free(&name, &keys);
        if free != name {
            tracing::warn!(
                name,
                now = free,
                "two claimed names are one: the later changes"
            );
        }
        let key = name::key(&free);
        update.execute(params![id, free, key, look(&free)])?;
        keys.insert(key);
    }
    Ok(())
}

fn first_free(name: &str, keys: &HashSet<String>) -> String {
    let mut free = name.to_owned();
    let mut number = 2_u32;
    while keys.contains(&name::key(&free)) {
        let ending = format!(" {number}");
        let beginning = text::visible(name, NAME_CHARS_MAX - ending.len());
        free = beginning.unwrap_or_default() + &ending;
        number += 1;
    }
    free
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_alike_is_alike() {
        for (one, other) in [
            ("Ada", "\u{410}d\u{430}"),
            ("Bob", "B0b"),
            ("Ilya", "llya"),
            ("paypal", "pаypаl"),
            ("Arnold", "Amold"),
            ("HELLO", "НЕLLО"),
            ("Ada", "𝐀𝐝𝐚"),
            ("Ada", "Ａｄａ"),
            ("Ada ❤️", "ada ❤"),
        ] {
            assert_eq!(look(one), look(other), "{one} and {other}");
        }
    }

    #[test]
    fn what_differs_to_the_eye_differs() {
        for (one, other) in [
            ("Ada", "Ida"),
            ("René", "Rene"),
            ("Анна", "Инна"),
            ("山田", "山口"),
            ("😀", "😁"),
        ] {
            assert_ne!(look(one), look(other), "{one} and {other}");
        }
    }
}

//! A secret that a request brings as `Authorization: Bearer SECRET`.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use sha2::{Digest, Sha256};

/// What a secret is known by: its hash alone.
#[derive(Clone, Debug)]
pub struct Bearer([u8; 32]);

impl Bearer {
    /// That of this secret.
    pub fn of(secret: &str) -> Self {
        Self(Sha256::digest(secret).into())
    }

    /// Whether a request brings the secret. Takes as long whatever it brings.
    pub fn is_in(&self, headers: &HeaderMap) -> bool {
        let value = headers.get(AUTHORIZATION).map(|value| value.as_bytes());
        let secret = value.and_then(|value| value.strip_prefix(b"Bearer "));
        secret.is_some_and(|secret| {
            let tried: [u8; 32] = Sha256::digest(secret.trim_ascii()).into();
            let pairs = tried.iter().zip(&self.0);
            pairs.fold(0, |all, (a, b)| all | (a ^ b)) == 0
        })
    }
}

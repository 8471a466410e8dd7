//! Connections beyond those that there may be, kept for who asks after the
//! server's health.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::task::AbortHandle;

/// So many connections are served for a moment while all others are taken.
/// Each takes a file descriptor.
pub const RESERVED: usize = 16;

/// Those that are served beyond the others. The next one takes the place of the
/// oldest, so that however many come and say nothing, who asks at once is
/// answered.
#[derive(Debug, Default)]
pub(in crate::net) struct Reserve(Mutex<VecDeque<AbortHandle>>);

impl Reserve {
    /// Serves one more.
    pub fn serve(&self, connection: impl Future<Output = ()> + Send + 'static) {
        let mut served = self.served();
        served.retain(|connection| !connection.is_finished());
        if served.len() >= RESERVED
            && let Some(oldest) = served.pop_front()
        {
            oldest.abort();
        }
        served.push_back(tokio::spawn(connection).abort_handle());
    }

    /// Ends all of them, for want of descriptors. Says whether there were any.
    pub fn clear(&self) -> bool {
        let mut served = self.served();
        served.retain(|connection| !connection.is_finished());
        let any = !served.is_empty();
        served.drain(..).for_each(|connection| connection.abort());
        any
    }

    fn served(&self) -> MutexGuard<'_, VecDeque<AbortHandle>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::{pending, ready};
    use tokio::sync::oneshot;
    use tokio::sync::oneshot::error::TryRecvError;

    #[tokio::test]
    async fn the_next_one_takes_the_place_of_the_oldest() {
        let reserve = Reserve::default();
        let (held, mut oldest_gone) = oneshot::channel::<()>();
        reserve.serve(async move {
            let _held = held;
            pending().await
        });
        for _ in 1..RESERVED {
            reserve.serve(pending());
        }
        tokio::task::yield_now().await;
        assert_eq!(oldest_gone.try_recv(), Err(TryRecvError::Empty));
        reserve.serve(ready(()));
        assert!(oldest_gone.await.is_err(), "it is dropped");
        assert!(reserve.clear());
        assert!(!reserve.clear());
    }
}

//! Connections beyond those that there may be, kept for who asks after the
//! server's health.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Semaphore;
use tokio::task::AbortHandle;

/// So many connections are served for a moment while all others are taken.
/// Each takes a file descriptor.
pub const RESERVED: usize = 16;

/// Those that are served beyond the others. The next one takes the place of the
/// oldest, so that however many come and say nothing, who asks at once is
/// answered.
#[derive(Debug)]
pub(in crate::net) struct Reserve {
    places: Arc<Semaphore>,
    served: Mutex<VecDeque<AbortHandle>>,
}

impl Default for Reserve {
    fn default() -> Self {
        Self {
            places: Arc::new(Semaphore::new(RESERVED)),
            served: Mutex::default(),
        }
    }
}

impl Reserve {
    /// Serves one more, once the descriptor of the oldest is free: whoever
    /// accepts the next connection before that takes more than are reserved.
    pub async fn serve(&self, connection: impl Future<Output = ()> + Send + 'static) {
        if self.places.available_permits() == 0
            && let Some(oldest) = self.served().pop_front()
        {
            oldest.abort();
        }
        let Ok(place) = Arc::clone(&self.places).acquire_owned().await else {
            unreachable!("nothing closes the semaphore");
        };
        let served = tokio::spawn(async move {
            let _place = place;
            connection.await;
        });
        self.served().push_back(served.abort_handle());
    }

    /// Ends all of them, for want of descriptors. Says whether there were any.
    pub fn clear(&self) -> bool {
        let mut served = self.served();
        let any = !served.is_empty();
        served.drain(..).for_each(|connection| connection.abort());
        any
    }

    fn served(&self) -> MutexGuard<'_, VecDeque<AbortHandle>> {
        let mut served = self.served.lock().unwrap_or_else(PoisonError::into_inner);
        served.retain(|connection| !connection.is_finished());
        served
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::{pending, ready};
    use tokio::sync::oneshot;
    use tokio::sync::oneshot::error::TryRecvError;

    #[tokio::test]
    async fn the_next_one_takes_the_place_of_the_oldest_once_it_is_gone() {
        let reserve = Reserve::default();
        let (held, mut oldest_gone) = oneshot::channel::<()>();
        reserve
            .serve(async move {
                let _held = held;
                pending().await
            })
            .await;
        for _ in 1..RESERVED {
            reserve.serve(pending()).await;
        }
        tokio::task::yield_now().await;
        assert_eq!(oldest_gone.try_recv(), Err(TryRecvError::Empty));
        reserve.serve(ready(())).await;
        assert_eq!(oldest_gone.try_recv(), Err(TryRecvError::Closed));
        assert!(reserve.clear());
        assert!(!reserve.clear());
    }
}

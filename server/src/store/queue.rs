//! What waits for a thread of the store.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::{Duration, Instant};

use tokio::sync::{Semaphore, oneshot};
use tokio::time::timeout;

use super::StoreError;

/// How many calls wait at the most. Others wait for a place among them, first
/// come first served, and after this time are told to try again.
const CALLS_MAX: usize = 256;
const PLACE_WITHIN: Duration = Duration::from_secs(3);

/// Something to do with a database. It is dropped, and whoever asked is told to
/// try again, when there is none.
pub(super) type Call<D> = Box<dyn FnOnce(&mut D) + Send>;

pub(super) enum Order<D> {
    Call(Call<D>),
    /// To be done by then, as far as the disk allows.
    Stop(Instant),
}

/// The way to a thread that has a database of this kind.
#[derive(Debug)]
pub(super) struct Queue<D> {
    places: Arc<Semaphore>,
    orders: SyncSender<Order<D>>,
}

impl<D> Clone for Queue<D> {
    fn clone(&self) -> Self {
        Self {
            places: Arc::clone(&self.places),
            orders: self.orders.clone(),
        }
    }
}

impl<D: 'static> Queue<D> {
    /// One end to ask, the other for the thread.
    pub(super) fn new() -> (Self, Receiver<Order<D>>) {
        // One more, to stop.
        let (orders, inbox) = sync_channel(CALLS_MAX + 1);
        let places = Arc::new(Semaphore::new(CALLS_MAX));
        (Self { places, orders }, inbox)
    }

    /// Has the thread do something.
    pub(super) async fn call<T: Send + 'static>(
        &self,
        task: impl FnOnce(&mut D) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let place = timeout(PLACE_WITHIN, Arc::clone(&self.places).acquire_owned()).await;
        let Ok(Ok(place)) = place else {
            return Err(StoreError::Busy);
        };
        let (answer, answered) = oneshot::channel();
        let call: Call<D> = Box::new(move |database| {
            drop(place);
            let done = task(database).map_err(|error| match error.is_others() {
                true => StoreError::Busy,
                false => error,
            });
            // Who asked may have gone.
            let _ = answer.send(done);
        });
        self.orders
            .try_send(Order::Call(call))
            .map_err(|_| StoreError::Busy)?;
        answered.await.map_err(|_| StoreError::Busy)?
    }

    /// Has the thread end once it has done what was asked before.
    pub(super) fn stop(&self, deadline: Instant) {
        // It only fails if the thread is gone.
        let _ = self.orders.send(Order::Stop(deadline));
    }
}

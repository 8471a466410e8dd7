//! What waits for a thread of the store.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::{Duration, Instant};

use tokio::sync::{Semaphore, oneshot};
use tokio::time::timeout;

use crate::store::StoreError;

/// How many calls wait at the most. Others wait for a place among them, first
/// come first served, and after this time are told to try again.
const CALLS_MAX: usize = 256;
const PLACE_WITHIN: Duration = Duration::from_secs(3);

/// Something to do with a database. It is dropped, and whoever asked is told to
/// try again, when there is none.
pub(in crate::store) type Call<D> = Box<dyn FnOnce(&mut D) + Send>;

pub(in crate::store) enum Order<D> {
    Call(Call<D>),
    /// To be done by then, as far as the disk allows.
    Stop(Instant),
}

/// The way to a thread that has a database of this kind.
#[derive(Debug)]
pub(in crate::store) struct Queue<D> {
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
    pub(in crate::store) fn new() -> (Self, Receiver<Order<D>>) {
        // One more, to stop.
        let (orders, inbox) = sync_channel(CALLS_MAX + 1);
        let places = Arc::new(Semaphore::new(CALLS_MAX));
        (Self { places, orders }, inbox)
    }

    /// Has the thread do something.
    pub(in crate::store) async fn call<T: Send + 'static>(
        &self,
        task: impl FnOnce(&mut D) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.call_within(PLACE_WITHIN, task).await
    }

    async fn call_within<T: Send + 'static>(
        &self,
        time: Duration,
        task: impl FnOnce(&mut D) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let place = timeout(time, Arc::clone(&self.places).acquire_owned()).await;
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
    pub(in crate::store) fn stop(&self, deadline: Instant) {
        // It only fails if the thread is gone.
        let _ = self.orders.send(Order::Stop(deadline));
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use tokio::task::coop::unconstrained;

    use super::*;

    /// Has a call wait that adds this to the list of what was done.
    async fn wait_for(queue: &Queue<Vec<usize>>, number: usize) -> Result<(), StoreError> {
        let call = queue.call_within(Duration::MAX, move |done| {
            done.push(number);
            Ok(())
        });
        call.await
    }

    /// Whether it still waits.
    fn waits(call: &mut (impl Future<Output = Result<(), StoreError>> + Unpin)) -> bool {
        match Future::poll(pin!(call), &mut Context::from_waker(Waker::noop())) {
            Poll::Pending => true,
            Poll::Ready(done) => {
                done.expect("there is a thread");
                false
            }
        }
    }

    /// The thread comes to the next call.
    fn serve(inbox: &Receiver<Order<Vec<usize>>>, done: &mut Vec<usize>) {
        match inbox.try_recv() {
            Ok(Order::Call(call)) => call(done),
            Ok(Order::Stop(_)) | Err(_) => panic!("no call waits"),
        }
    }

    #[tokio::test]
    async fn who_finds_no_place_in_time_is_told_that_the_store_is_busy_and_others_are_served() {
        // More is done without a pause than tokio allows a task.
        unconstrained(a_crowd()).await;
    }

    async fn a_crowd() {
        let (queue, inbox) = Queue::new();
        let call = |number| Box::pin(wait_for(&queue, number));
        let mut calls: Vec<_> = (0..CALLS_MAX + 2).map(call).collect();
        assert!(calls.iter_mut().all(waits));
        let late = queue.call_within(Duration::ZERO, |_| Ok(()));
        assert!(matches!(late.await, Err(StoreError::Busy)));
        let mut done = Vec::new();
        // Each call that is served makes place for the one that waits longest.
        for number in 0..calls.len() {
            serve(&inbox, &mut done);
            assert!(!waits(&mut calls[number]), "{number} is answered");
            assert!(calls[number + 1..].iter_mut().all(waits));
        }
        assert!(done.into_iter().eq(0..CALLS_MAX + 2));
        assert!(inbox.try_recv().is_err(), "the late one left nothing");
        let next = queue.call_within(Duration::ZERO, |_| Ok(()));
        assert!(waits(&mut Box::pin(next)), "there is place again");
    }

    #[tokio::test]
    async fn who_waits_for_a_thread_that_is_gone_or_has_no_database_is_told_so() {
        let (queue, inbox) = Queue::new();
        let mut waiting = Box::pin(wait_for(&queue, 1));
        assert!(waits(&mut waiting));
        drop(inbox.try_recv());
        assert!(matches!(waiting.await, Err(StoreError::Busy)));
        drop(inbox);
        assert!(matches!(wait_for(&queue, 2).await, Err(StoreError::Busy)));
    }
}

//! What is not to be done by halves.

use std::panic::resume_unwind;

use tokio::task::JoinError;

use super::problem::Problem;
use crate::store::StoreError;

/// Does something to its end, even if whoever asked hangs up: what is committed
/// and not told would be half done.
pub(in crate::net) async fn to_its_end<T: Send + 'static>(
    deed: impl Future<Output = Result<T, Problem>> + Send + 'static,
) -> Result<T, Problem> {
    match tokio::spawn(deed).await.map_err(JoinError::try_into_panic) {
        Ok(done) => done,
        Err(Ok(panic)) => resume_unwind(panic),
        // The server stops.
        Err(Err(_)) => Err(StoreError::Busy.into()),
    }
}

#[cfg(test)]
mod tests {
    use tokio::sync::oneshot;

    use super::*;

    #[tokio::test]
    async fn what_was_begun_is_done_though_nobody_waits_for_it() {
        let (go_on, wait) = oneshot::channel();
        let (tell, done) = oneshot::channel();
        let asked = tokio::spawn(to_its_end(async move {
            let _ = wait.await;
            let _ = tell.send(());
            Ok(())
        }));
        tokio::task::yield_now().await;
        asked.abort();
        assert!(asked.await.is_err_and(|error| error.is_cancelled()));
        go_on.send(()).expect("it still waits");
        assert_eq!(done.await, Ok(()));
    }

    #[tokio::test]
    #[should_panic(expected = "a bug")]
    async fn a_bug_is_told_to_whoever_waits() {
        let _ = to_its_end::<()>(async { panic!("a bug") }).await;
    }
}

//! The members of a request's log line besides method, route and status. A flow notes them where it learns them; they are
//! read when the request has been answered.

use std::cell::RefCell;

/// A reason that quotes the request is cut at this length.
const LONGEST_REASON: usize = 200;

tokio::task_local! {
    static NOTE: RefCell<Note>;
}

/// What the log line of a request has besides method, route and status.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// A client that exists, authenticated or not.
    pub client_id: Option<String>,
    /// Why the request was refused, in the words of the tenant log.
    pub reason: Option<String>,
}

/// Does the work of a request, and returns its result with what was noted meanwhile.
pub async fn noting<T>(work: impl Future<Output = T>) -> (T, Note) {
    let noted = async {
        let done = work.await;
        (done, NOTE.with(RefCell::take))
    };
    NOTE.scope(RefCell::default(), noted).await
}

/// Notes the client. It must exist: an unknown `client_id` could be a secret in the wrong parameter.
pub fn client(client_id: &str) {
    // Outside of a request there is no log line.
    let _outside = NOTE.try_with(|note| note.borrow_mut().client_id = Some(client_id.to_owned()));
}

/// The client that was noted last.
pub fn noted_client() -> Option<String> {
    let noted = NOTE.try_with(|note| note.borrow().client_id.clone());
    noted.ok().flatten()
}

/// Notes why the request was refused. The first reason is the cause of the others.
pub fn reason(reason: &str) {
    let note = |note: &RefCell<Note>| {
        let slot = &mut note.borrow_mut().reason;
        slot.get_or_insert_with(|| reason.chars().take(LONGEST_REASON).collect());
    };
    let _outside = NOTE.try_with(note);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_first_reason_and_the_last_client_count() {
        client("nobody asks");
        let ((), note) = noting(async {
            client("one");
            reason("because");
            tokio::task::yield_now().await;
            client("other");
            assert_eq!(noted_client().as_deref(), Some("other"));
            reason("and then");
        })
        .await;
        let expected = Note {
            client_id: Some("other".into()),
            reason: Some("because".into()),
        };
        assert_eq!(note, expected);
        let ((), next) = noting(async {}).await;
        assert_eq!(next, Note::default());
    }
}

//! By which names, besides its id, a client is known to other protocols: an index over what stands in the documents, kept
//! by [`crate::clients`] in the transaction that writes the document.

use crate::engine::{Conn, StoreError, execute, fetch_all, on_engine, statements};
use footbridge_domain::client::Client;

statements! {
    ADD: "INSERT INTO client_names (client_id, name) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    FORGET: "DELETE FROM client_names WHERE client_id = $1";
    HOLDERS: "SELECT client_id FROM client_names WHERE name = $1 ORDER BY client_id";
}

/// No message names a client by a longer text.
const MAX_NAME: usize = 1_024;

/// Writes the names of a client anew.
pub async fn replace(db: &mut Conn, client: &Client) -> Result<(), StoreError> {
    forget(db, &client.client_id).await?;
    let audience = client.samlp().and_then(|add_on| add_on.audience.as_ref());
    for name in client.aliases().iter().chain(audience) {
        if !name.is_empty() && name.len() <= MAX_NAME && !name.contains('\0') {
            execute!(db, ADD, client.client_id.as_str(), name.as_str())?;
        }
    }
    Ok(())
}

/// Forgets the names of a client.
pub async fn forget(db: &mut Conn, client_id: &str) -> Result<(), StoreError> {
    execute!(db, FORGET, client_id).map(drop)
}

/// The clients that have that name.
pub async fn holders(db: &mut Conn, name: &str) -> Result<Vec<String>, StoreError> {
    let rows = fetch_all!((String,), db, HOLDERS, name)?;
    Ok(rows.into_iter().map(|(client_id,)| client_id).collect())
}

//! Sequences that once went wrong.

use super::Bench;
use super::operations::Operation::{self, *};
use crate::harness::*;

on_both_engines! {
    an_online_token_ends_with_a_session_that_another_parent_ends,
    a_code_ends_with_the_parent_of_its_own_transfer,
}

async fn replay(engine: Engine, operations: &[Operation]) {
    let mut bench = Bench::start(engine, 1).await;
    bench.life().run(&mut bench, operations).await;
}

fn login() -> Operation {
    PasswordLogin {
        client: "native",
        user: 0,
    }
}

fn exchange(family: usize) -> Operation {
    Exchange {
        family,
        token: 0,
        device: 0,
    }
}

fn redeem(transfer: usize) -> Operation {
    Redeem {
        transfer,
        client: "web-refresh",
        by_cookie: false,
        device: 0,
        browser: 0,
    }
}

async fn an_online_token_ends_with_a_session_that_another_parent_ends(engine: Engine) {
    let operations = [
        login(),
        exchange(0),
        redeem(0),
        login(),
        exchange(1),
        // The session of the first transfer stays; the token that comes of this code is bound to it.
        redeem(1),
        Code { code: 1 },
        Refresh {
            family: 2,
            token: 0,
        },
        Revoke {
            family: 0,
            token: 0,
        },
        Refresh {
            family: 2,
            token: 0,
        },
    ];
    replay(engine, &operations).await;
}

async fn a_code_ends_with_the_parent_of_its_own_transfer(engine: Engine) {
    let operations = [
        BrowserLogin {
            client: "web",
            browser: 0,
            user: 0,
        },
        login(),
        exchange(0),
        redeem(0),
        Revoke {
            family: 0,
            token: 0,
        },
        Code { code: 1 },
    ];
    replay(engine, &operations).await;
}

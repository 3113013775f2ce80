//! The unit: the CPU time of one RS256 signature on this machine at this moment.

use anyhow::{Context, Result};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::RSA_PKCS1_SHA256;

use crate::process;

const SIGNATURES: u32 = 150;
/// About as long as what is signed of an access token.
const MESSAGE: [u8; 600] = [b'.'; 600];

/// A key to sign with.
pub struct Signer(KeyPair);

impl Signer {
    /// A fresh key of the size that the server makes.
    pub fn new() -> Result<Self> {
        let key = KeyPair::generate(KeySize::Rsa2048);
        Ok(Self(key.ok().context("no RSA key")?))
    }

    /// The milliseconds of CPU that one signature takes now.
    pub fn milliseconds(&self) -> Result<f64> {
        let random = SystemRandom::new();
        let mut signature = vec![0; self.0.public_modulus_len()];
        let before = process::own_thread_cpu()?;
        for _ in 0..SIGNATURES {
            let done = self
                .0
                .sign(&RSA_PKCS1_SHA256, &random, &MESSAGE, &mut signature);
            done.ok().context("no signature")?;
        }
        Ok((process::own_thread_cpu()? - before) / f64::from(SIGNATURES))
    }
}

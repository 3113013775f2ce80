//! Keys in pairs and keys made of others. Values are published ones; keys are made elsewhere.

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::rsa::{KeyPair as RsaPair, KeySize};
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, RSA_PKCS1_2048_8192_SHA256,
    UnparsedPublicKey,
};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::*;

fn pem(label: &str, der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    let lines: Vec<&str> = text
        .as_bytes()
        .chunks(64)
        .map(|line| std::str::from_utf8(line).unwrap())
        .collect();
    format!(
        "-----BEGIN {label}-----\n{}\n-----END {label}-----\n",
        lines.join("\n")
    )
}

/// What the body prints, with the keys in `event`.
fn lines(body: &str, event: &Value) -> Vec<String> {
    let source = format!("exports.onExecutePostLogin = async (event, api) => {{\n{body}\n}};");
    let done = run(&source, event);
    assert_eq!(done.error, None, "{body}");
    done.log.into_iter().map(|line| line.text).collect()
}

#[test]
fn rsa_signs_for_others_and_reads_what_others_signed() {
    let pair = RsaPair::generate(KeySize::Rsa2048).unwrap();
    let private = AsDer::<Pkcs8V1Der<'_>>::as_der(&pair).unwrap();
    let public = AsDer::<PublicKeyX509Der<'_>>::as_der(pair.public_key()).unwrap();
    let event = json!({"private": pem("PRIVATE KEY", private.as_ref()), "public": pem("PUBLIC KEY", public.as_ref()),
        "n": base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(pair.public_key().modulus().big_endian_without_leading_zero()),
        "pkcs8": STANDARD.encode(private.as_ref()), "spki": STANDARD.encode(public.as_ref())});
    let shown = lines(
        "const { createSign, createVerify, webcrypto } = require('node:crypto');
         const signed = createSign('RSA-SHA256').update('hel').update('lo').sign(event.private, 'base64');
         console.log(signed);
         console.log(createVerify('sha256').update('hello').verify(event.public, signed, 'base64'),
           createVerify('sha256').update('other').verify(event.public, signed, 'base64'));
         const data = Buffer.from('hello');
         for (const name of ['RSASSA-PKCS1-v1_5', 'RSA-PSS']) {
           const algorithm = { name, hash: 'SHA-256', saltLength: 32 };
           const key = await crypto.subtle.importKey('pkcs8', Buffer.from(event.pkcs8, 'base64'), algorithm, false, ['sign']);
           const half = await crypto.subtle.importKey('jwk', { kty: 'RSA', n: event.n, e: 'AQAB' }, algorithm, true, ['verify']);
           const made = await crypto.subtle.sign(algorithm, key, data);
           console.log(key.type, half.type, await crypto.subtle.verify(algorithm, half, made, data),
             await crypto.subtle.verify(algorithm, half, made, Buffer.from('hellO')));
           try { await crypto.subtle.sign(algorithm, half, data) } catch (error) { console.log(error.name) }
         }
         const oaep = { name: 'RSA-OAEP', hash: 'SHA-256' };
         const to = await crypto.subtle.importKey('spki', Buffer.from(event.spki, 'base64'), oaep, true, ['encrypt']);
         const mine = await crypto.subtle.importKey('pkcs8', Buffer.from(event.pkcs8, 'base64'), oaep, true, ['decrypt']);
         const sealed = await crypto.subtle.encrypt(oaep, to, data);
         console.log(sealed.byteLength, Buffer.from(await crypto.subtle.decrypt(oaep, mine, sealed)).toString());
         const exported = await crypto.subtle.exportKey('spki', to);
         console.log(Buffer.from(exported).toString('base64') === event.spki);
         try { await crypto.subtle.importKey('pkcs8', data, oaep, true, []) } catch (error) { console.log(error.name) }",
        &event,
    );
    let signed = STANDARD.decode(&shown[0]).unwrap();
    let key = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, public.as_ref());
    key.verify(b"hello", &signed)
        .expect("others can verify what an Action signs");
    assert_eq!(
        shown[1..],
        [
            "true false",
            "private public true false",
            "InvalidAccessError",
            "private public true false",
            "InvalidAccessError",
            "256 hello",
            "true",
            "DataError",
        ]
    );
}

#[test]
fn the_curve_signs_in_both_forms() {
    let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
    let private = pair.to_pkcs8v1().unwrap();
    let point = pair.public_key().as_ref();
    let url = base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let event = json!({"private": pem("PRIVATE KEY", private.as_ref()),
        "x": url.encode(&point[1..33]), "y": url.encode(&point[33..])});
    let shown = lines(
        "const { createSign, createVerify } = require('crypto');
         const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
         const half = await crypto.subtle.importKey('jwk', { kty: 'EC', crv: 'P-256', x: event.x, y: event.y }, algorithm, true, ['verify']);
         const data = Buffer.from('hello');
         const raw = createSign('sha256').update(data).sign({ key: event.private, dsaEncoding: 'ieee-p1363' });
         console.log(raw.length, await crypto.subtle.verify(algorithm, half, raw, data));
         const der = createSign('sha256').update(data).sign(event.private);
         console.log(der[0], createVerify('sha256').update(data).verify(event.private, der));
         const { privateKey, publicKey } = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
         const made = await crypto.subtle.sign(algorithm, privateKey, data);
         console.log(made.byteLength, await crypto.subtle.verify(algorithm, publicKey, made, data),
           await crypto.subtle.verify(algorithm, half, made, data), privateKey.usages.join(), publicKey.usages.join());
         try { await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-384' }, true, ['sign']) } catch (error) { console.log(error.name) }",
        &event,
    );
    assert_eq!(
        shown,
        [
            "64 true",
            "48 true",
            "64 true false sign verify",
            "NotSupportedError"
        ]
    );
}

#[test]
fn keys_are_made_of_others() {
    // RFC 6070 §2, RFC 5869 A.1, RFC 1321 A.5, NIST SP 800-38A F.2.1.
    let shown = lines(
        "const { createHash, pbkdf2Sync } = require('crypto');
         console.log(createHash('md5').update('abc').digest('hex'));
         console.log(pbkdf2Sync('password', 'salt', 4096, 20, 'sha1').toString('hex'));
         const hex = (text) => Buffer.from(text, 'hex'), shown = (buffer) => Buffer.from(buffer).toString('hex');
         const word = await crypto.subtle.importKey('raw', Buffer.from('password'), 'PBKDF2', false, ['deriveBits', 'deriveKey']);
         const way = { name: 'PBKDF2', hash: 'SHA-1', salt: Buffer.from('salt'), iterations: 2 };
         console.log(shown(await crypto.subtle.deriveBits(way, word, 160)));
         const secret = await crypto.subtle.importKey('raw', hex('0b'.repeat(22)), 'HKDF', false, ['deriveBits']);
         const expand = { name: 'HKDF', hash: 'SHA-256', salt: hex('000102030405060708090a0b0c'), info: hex('f0f1f2f3f4f5f6f7f8f9') };
         console.log(shown(await crypto.subtle.deriveBits(expand, secret, 336)));
         const key = await crypto.subtle.importKey('raw', hex('2b7e151628aed2a6abf7158809cf4f3c'), 'AES-CBC', false, ['encrypt', 'decrypt']);
         const cbc = { name: 'AES-CBC', iv: hex('000102030405060708090a0b0c0d0e0f') };
         const sealed = await crypto.subtle.encrypt(cbc, key, hex('6bc1bee22e409f96e93d7e117393172a'));
         console.log(shown(sealed).slice(0, 32), shown(await crypto.subtle.decrypt(cbc, key, sealed)));
         const derived = await crypto.subtle.deriveKey(way, word, { name: 'AES-GCM', length: 256 }, true, ['encrypt']);
         console.log(derived.algorithm.length, (await crypto.subtle.exportKey('raw', derived)).byteLength);
         console.log(require('url').parse('https://a.example:8443/p?x=1#h').path, require('url').parse('https://a.example/?x=1', true).query.x);",
        &json!({}),
    );
    let okm =
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865";
    assert_eq!(
        shown,
        [
            "900150983cd24fb0d6963f7d28e17f72",
            "4b007901b765489abead49d926f721d065a429c1",
            "ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957",
            okm,
            "7649abac8119b246cee98e9b12e9197d 6bc1bee22e409f96e93d7e117393172a",
            "256 32",
            "/p?x=1 1",
        ]
    );
}

//! What Actions find around them: Buffer, URL, encodings, cryptography, fetch, modules. Values are those of Node.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::*;

#[test]
fn buffers_are_nodes() {
    let lines = printed(
        "const b = Buffer.from('héllo', 'utf8');
         console.log(b.toString('base64'), b.toString('hex'), b.length, Buffer.isBuffer(b), b instanceof Uint8Array);
         console.log(Buffer.from('aGk_', 'base64').toString('hex'), Buffer.from('zz', 'hex').length, Buffer.from('ff', 'hex')[0]);
         console.log(Buffer.concat([Buffer.from('a'), Buffer.from([98])]).toString(), JSON.stringify(Buffer.from('a')));
         console.log(Buffer.alloc(3, 'ab').toString(), b.indexOf('llo'), b.readUInt16BE(1), Buffer.from('é', 'latin1').toString('latin1'));
         console.log(b.slice(0, 1).toString(), b.equals(Buffer.from('héllo')), Buffer.byteLength('é'), Buffer.from('hi', 'utf16le').toString('hex'));",
    );
    assert_eq!(
        lines,
        [
            "aMOpbGxv 68c3a96c6c6f 6 true true",
            "68693f 0 255",
            "ab {\"type\":\"Buffer\",\"data\":[97]}",
            "aba 3 50089 é",
            "h true 2 68006900",
        ]
    );
}

#[test]
fn addresses_follow_the_standard() {
    let lines = printed(
        "const u = new URL('../b?x=1&y=a%20b#h', 'https://user:pw@EXAMPLE.com:443/a/c');
         console.log(u.href, u.origin, u.host, u.pathname, u.search, u.hash, u.username);
         u.searchParams.set('x', 'ü &'); u.searchParams.append('z', '1'); u.port = '8443'; console.log(u.toString());
         u.search = '?q=1'; console.log(u.searchParams.get('q'), u.searchParams.has('x'), [...u.searchParams].length);
         const p = new URLSearchParams({ a: 1, b: 'x y' }); p.delete('a'); console.log(`${p}`, URL.canParse('nope'), p.size);
         try { new URL('nope') } catch (e) { console.log(e instanceof TypeError, e.code) }",
    );
    assert_eq!(
        lines,
        [
            "https://user:pw@example.com/b?x=1&y=a%20b#h https://example.com example.com /b ?x=1&y=a%20b #h user",
            "https://user:pw@example.com:8443/b?x=%C3%BC+%26&y=a+b&z=1#h",
            "1 false 1",
            "b=x+y false 1",
            "true ERR_INVALID_URL",
        ]
    );
}

#[test]
fn latin1_is_windows_1252_as_the_standard_has_it() {
    let lines = printed(
        "const bytes = new Uint8Array([0x48, 0xe9, 0x80, 0x9f, 0xff]);
         for (const label of ['latin1', 'ISO-8859-1', ' ascii ', 'windows-1252']) console.log(new TextDecoder(label).decode(bytes));
         console.log(new TextDecoder('latin1').encoding, new TextDecoder('UTF8').encoding);
         try { new TextDecoder('koi8-r') } catch (e) { console.log(e.name) }",
    );
    let text = "H\u{e9}\u{20ac}\u{178}\u{ff}";
    let expected = [text, text, text, text, "windows-1252 utf-8", "RangeError"];
    assert_eq!(lines, expected);
}

#[test]
fn blobs_and_forms_are_those_of_the_web() {
    let lines = printed(
        "const blob = new Blob(['h\u{e9}', new Uint8Array([33]), new Blob(['?'])], { type: 'Text/Plain' });
         console.log(blob.size, blob.type, await blob.text(), await blob.slice(0, 1).text(), (await blob.arrayBuffer()).byteLength);
         const form = new FormData();
         form.append('a', 1); form.append('a', '2'); form.append('file', blob, 'x.txt'); form.set('b', 'x'); form.set('a', '3');
         console.log([...form.keys()].join(), form.get('a'), form.getAll('a').length, form.has('c'), form.get('file').name);
         form.delete('b'); console.log(form.get('b'), form.get('file') instanceof File, new File([], 'n').size);
         const answer = new Response(blob); console.log((await answer.blob()).type, answer.headers.get('content-type'));",
    );
    assert_eq!(
        lines,
        [
            "5 text/plain h\u{e9}!? h 5",
            "a,file,b 3 1 false x.txt",
            "null true 0",
            "text/plain text/plain",
        ]
    );
}

#[test]
fn a_form_is_sent_in_parts() {
    let source = "exports.onExecutePostLogin = async () => {
        const form = new FormData();
        form.append('na\"me', 'a\\nb'); form.append('f', new Blob(['{}'], { type: 'application/json' }), 'f.json');
        const sent = new Request('https://api.example/', { method: 'POST', body: form });
        const boundary = sent.headers.get('content-type').split('boundary=')[1];
        console.log(sent.headers.get('content-type').startsWith('multipart/form-data; boundary=----'));
        console.log((await sent.text()).replaceAll(boundary, 'B').replaceAll('\\r\\n', '|'));
    };";
    let done = run(source, &json!({}));
    assert_eq!(done.error, None);
    let lines: Vec<String> = done.log.into_iter().map(|line| line.text).collect();
    assert_eq!(
        lines,
        [
            "true",
            "--B|Content-Disposition: form-data; name=\"na%22me\"||a|b|--B|Content-Disposition: form-data; name=\"f\"; \
             filename=\"f.json\"|Content-Type: application/json||{}|--B--|",
        ]
    );
}

#[test]
fn texts_and_bytes() {
    let lines = printed(
        "console.log([...new TextEncoder().encode('é€')].join(), new TextDecoder().decode(new Uint8Array([0xef, 0xbb, 0xbf, 97])));
         console.log(btoa('hi'), atob('aGk='), new TextDecoder().decode(new Uint8Array([0xff])));
         try { new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array([0xff])) } catch (e) { console.log(e.name) }
         console.log(structuredClone({ d: new Date(0), m: [1, { a: 2 }] }).m[1].a)",
    );
    assert_eq!(
        lines,
        [
            "195,169,226,130,172 a",
            "aGk= hi \u{fffd}",
            "TypeError",
            "2"
        ]
    );
}

#[test]
fn cryptography_gives_the_published_values() {
    let lines = printed(
        "const hex = (b) => Buffer.from(b).toString('hex');
         const { createHash, createHmac, timingSafeEqual } = require('node:crypto');
         console.log(createHash('sha256').update('abc').digest('hex'));
         console.log(hex(await crypto.subtle.digest('SHA-256', new TextEncoder().encode('abc'))));
         console.log(createHmac('sha256', 'Jefe').update('what do ya want ').update('for nothing?').digest('hex'));
         const key = await crypto.subtle.importKey('raw', Buffer.from('Jefe'), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
         const mac = await crypto.subtle.sign('HMAC', key, Buffer.from('what do ya want for nothing?'));
         console.log(hex(mac), await crypto.subtle.verify('HMAC', key, mac, Buffer.from('what do ya want for nothing?')));
         console.log(await crypto.subtle.verify('HMAC', key, mac, Buffer.from('other')), timingSafeEqual(Buffer.from('a'), Buffer.from('a')));
         const aes = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt', 'decrypt']);
         const iv = crypto.getRandomValues(new Uint8Array(12));
         const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, aes, Buffer.from('secret'));
         console.log(Buffer.from(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, aes, sealed)).toString(), sealed.byteLength);
         console.log(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(crypto.randomUUID()));",
    );
    // FIPS 180-2 B.1 and RFC 4231 §4.3.
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    let jefe = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    let verified = format!("{jefe} true");
    assert_eq!(
        lines,
        [abc, abc, jefe, &verified, "false true", "secret 22", "true"]
    );
}

#[test]
fn modules_that_actions_commonly_use() {
    let lines = printed(
        "const util = require('util'), qs = require('querystring'), path = require('node:path'), assert = require('assert');
         console.log(util.format('%s=%d', 'a', 1), qs.parse('a=1&b=x%20y&a=2').a.length, qs.stringify({ a: [1, 2] }));
         console.log(path.join('/a', '../b', 'c.txt'), path.extname('x/c.txt'), path.basename('/a/c.txt', '.txt'));
         assert.deepStrictEqual({ a: [1] }, { a: [1] }); try { assert.strictEqual(1, 2) } catch (e) { console.log(e.code) }
         const E = require('events'); const e = new E(); e.once('x', (v) => console.log('got', v)); e.emit('x', 1); console.log(e.emit('x', 2));
         const slow = (v, done) => setTimeout(() => done(null, v + 1), 1); console.log(await util.promisify(slow)(1));
         await require('timers/promises').setTimeout(1); console.log(typeof process.env.HOME, require('url').URL === URL);",
    );
    assert_eq!(
        lines,
        [
            "a=1 2 a=1&a=2",
            "/b/c.txt .txt c",
            "ERR_ASSERTION",
            "got 1",
            "false",
            "2",
            "undefined true"
        ]
    );
}

#[test]
fn fetch_asks_the_server_and_gives_its_answer() {
    let source = "exports.onExecutePostLogin = async (event, api) => {
      const answers = await Promise.all([1, 2].map((n) => fetch(`https://api.example/${n}`, {
        method: 'post', headers: { Authorization: 'Bearer x', 'Content-Type': 'application/json' }, body: JSON.stringify({ n }),
      })));
      for (const answer of answers) {
        console.log(answer.status, answer.ok, answer.headers.get('content-type'), (await answer.json()).ok);
        try { await answer.text() } catch (error) { console.log(error.name) }
      }
      try { await fetch('https://private.example/') } catch (error) { console.log(error.message) }
      const stop = new AbortController(); stop.abort();
      try { await fetch('https://api.example/3', { signal: stop.signal }) } catch (error) { console.log(error.name) }
    };";
    let done = Bench::new().run(run_of(source, &json!({})), |call| {
        assert_eq!(call.kind, "fetch");
        let asked = &call.argument;
        if asked["url"] == "https://private.example/" {
            return Err("the address is private".into());
        }
        assert_eq!(asked["method"], "POST");
        assert!(asked["headers"].as_array().unwrap().contains(&json!(["authorization", "Bearer x"])));
        let body = STANDARD.decode(asked["body"].as_str().unwrap()).unwrap();
        assert!(String::from_utf8(body).unwrap().starts_with("{\"n\":"));
        let answer = json!({"status": 201, "statusText": "Created", "url": asked["url"], "redirected": false,
            "headers": [["content-type", "application/json"]], "body": STANDARD.encode("{\"ok\":true}")});
        Ok(answer.to_string())
    });
    assert_eq!(done.error, None);
    let lines: Vec<_> = done.log.iter().map(|line| line.text.as_str()).collect();
    let each = ["201 true application/json true", "TypeError"];
    assert_eq!(lines[..4], [each[0], each[1], each[0], each[1]]);
    assert_eq!(
        lines[4..],
        ["fetch failed: the address is private", "AbortError"]
    );
}

#[test]
fn the_cache_answers_at_once() {
    let source = "exports.onExecutePostLogin = (event, api) => {
      console.log(api.cache.get('k'), api.cache.set('k', 'v', { ttl: 1000 }).type);
      console.log(api.cache.get('known').value, api.cache.delete('k').type) }";
    let done = Bench::new().run(run_of(source, &json!({})), |call| {
        assert_eq!(call.kind, "cache");
        Ok(match call.argument["get"].as_str() {
            Some("known") => json!({"value": "x", "expires_at": 5}),
            Some(_) => json!(null),
            None => json!({"type": "success"}),
        }
        .to_string())
    });
    assert_eq!(done.error, None);
    assert_eq!(done.log[0].text, "undefined success");
    assert_eq!(done.log[1].text, "x success");
}

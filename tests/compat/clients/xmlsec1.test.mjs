// xmlsec1 checks the signatures, and reads what is encrypted; xmllint checks documents against the OASIS schemas.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { deflateRawSync } from 'node:zlib';

import { client, keyPair } from '../lib/federation.mjs';
import { Footbridge } from '../lib/footbridge.mjs';

const key = keyPair();
const SP = 'https://sp.example/acs';
const ADD_ONS = {
  assertion: {},
  response: { signResponse: true },
  both: { signResponse: true, signAssertion: true },
  sha1: { signatureAlgorithm: 'rsa-sha1', digestAlgorithm: 'sha1' },
  gcm: { encryptionPublicKey: key.publicKey },
  cbc: { encryptionPublicKey: key.publicKey, encryptionAlgorithm: 'aes256-cbc' },
};
let server, directory, trusted;

before(async () => {
  const clients = Object.entries(ADD_ONS).map(([id, samlp]) => client(id, [SP], { samlp }));
  const leaving = ['first', 'second'].map((id) => client(id, [SP], { samlp: { logout: { callback: `https://${id}.example/slo` } } }));
  server = await Footbridge.start([...clients, ...leaving, client('rp', [SP], { wsfed: {} })]);
  directory = await mkdtemp(path.join(tmpdir(), 'footbridge-xml-'));
  const { keys } = await (await fetch(`${server.issuer}.well-known/jwks.json`)).json();
  trusted = path.join(directory, 'idp.pem');
  await writeFile(trusted, `-----BEGIN CERTIFICATE-----\n${keys[0].x5c[0]}\n-----END CERTIFICATE-----\n`);
  await writeFile(path.join(directory, 'sp.pem'), key.privateKey);
  await writeFile(path.join(directory, 'catalog.xml'), CATALOG);
  await writeFile(path.join(directory, 'federation.xsd'), FEDERATION);
});

after(async () => {
  await server?.stop();
  if (directory) await rm(directory, { recursive: true, force: true });
});

// Debian's copies of the schemas, under the names by which they refer to each other.
const CATALOG = `<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">
<rewriteSystem systemIdStartString="http://www.w3.org/TR/2002/REC-xmldsig-core-20020212/" rewritePrefix="file:///usr/share/xml/xmltooling/"/>
<rewriteSystem systemIdStartString="http://www.w3.org/TR/2002/REC-xmlenc-core-20021210/" rewritePrefix="file:///usr/share/xml/xmltooling/"/>
<rewriteSystem systemIdStartString="http://docs.oasis-open.org/security/saml/v2.0/" rewritePrefix="file:///usr/share/xml/opensaml/"/>
<rewriteSystem systemIdStartString="http://www.w3.org/TR/xmldsig-core/" rewritePrefix="file:///usr/share/xml/xmltooling/"/>
<system systemId="http://www.w3.org/2001/xml.xsd" uri="file:///usr/share/xml/xmltooling/xml.xsd"/>
<system systemId="http://www.w3.org/2001/XMLSchema.dtd" uri="file:///usr/share/xml/schema/xml-core/XMLSchema.dtd"/>
</catalog>`;

// Debian has no schema of WS-Federation and none of WS-Addressing. This is the part of WS-Federation 1.2 §3.1.2 that says
// which elements a token service's role has, and in which order; what stands in them is not looked into.
const FEDERATION = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"
 xmlns:fed="http://docs.oasis-open.org/wsfed/federation/200706" targetNamespace="http://docs.oasis-open.org/wsfed/federation/200706" elementFormDefault="qualified">
<xs:import namespace="urn:oasis:names:tc:SAML:2.0:metadata" schemaLocation="file:///usr/share/xml/opensaml/saml-schema-metadata-2.0.xsd"/>
<xs:complexType name="Open"><xs:sequence><xs:any namespace="##any" processContents="skip" maxOccurs="unbounded"/></xs:sequence></xs:complexType>
<xs:complexType name="WebServiceDescriptorType" abstract="true"><xs:complexContent><xs:extension base="md:RoleDescriptorType"><xs:sequence>
<xs:element name="LogicalServiceNamesOffered" type="fed:Open" minOccurs="0"/><xs:element name="TokenTypesOffered" type="fed:Open" minOccurs="0"/>
<xs:element name="ClaimDialectsOffered" type="fed:Open" minOccurs="0"/><xs:element name="ClaimTypesOffered" type="fed:Open" minOccurs="0"/>
<xs:element name="ClaimTypesRequested" type="fed:Open" minOccurs="0"/><xs:element name="AutomaticPseudonyms" type="xs:boolean" minOccurs="0"/>
<xs:element name="TargetScopes" type="fed:Open" minOccurs="0"/>
</xs:sequence></xs:extension></xs:complexContent></xs:complexType>
<xs:complexType name="SecurityTokenServiceType"><xs:complexContent><xs:extension base="fed:WebServiceDescriptorType"><xs:sequence>
<xs:element name="SecurityTokenServiceEndpoint" type="fed:Open" maxOccurs="unbounded"/>
<xs:element name="SingleSignOutSubscriptionEndpoint" type="fed:Open" minOccurs="0" maxOccurs="unbounded"/>
<xs:element name="SingleSignOutNotificationEndpoint" type="fed:Open" minOccurs="0" maxOccurs="unbounded"/>
<xs:element name="PassiveRequestorEndpoint" type="fed:Open" minOccurs="0" maxOccurs="unbounded"/>
</xs:sequence></xs:extension></xs:complexContent></xs:complexType>
</xs:schema>`;

const unescape = (text) => text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code));

/// A navigation; `fetch` would say that it is none.
function get(url, headers = {}) {
  return new Promise((resolve, reject) => {
    http.get(url, { headers }, async (response) => {
      let body = '';
      for await (const piece of response) body += piece;
      resolve({ headers: response.headers, body });
    }).on('error', reject);
  });
}

/// What a transfer token brings to the application: the fields of the form.
async function fields(pathAndQuery) {
  const token = await server.transfer();
  const { location } = (await get(`${server.issuer}${pathAndQuery}?session_transfer_token=${token}`)).headers;
  const page = (await get(new URL(location, server.issuer))).body;
  const inputs = [...page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)];
  return Object.fromEntries(inputs.map(([, name, value]) => [name, unescape(value)]));
}

async function response(id) {
  return Buffer.from((await fields(`samlp/${id}`)).SAMLResponse, 'base64').toString();
}

async function file(name, text) {
  const at = path.join(directory, name);
  await writeFile(at, text);
  return at;
}

/// Throws when the signature of the element with that ID attribute is not good.
const verify = (...what) => verifyBy(trusted, ...what);

async function verifyBy(certificate, name, text, element, id, ...more) {
  const at = await file(name, text);
  const args = ['--verify', '--pubkey-cert-pem', certificate, '--id-attr:' + id, element, ...more, at];
  return execFileSync('xmlsec1', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

const ASSERTION = 'urn:oasis:names:tc:SAML:2.0:assertion:Assertion';
const RESPONSE = 'urn:oasis:names:tc:SAML:2.0:protocol:Response';

test('a signed assertion', async () => {
  const text = await response('assertion');
  await verify('assertion.xml', text, ASSERTION, 'ID');
  await assert.rejects(verify('changed.xml', text.replace('ada@example.com', 'eve@example.com'), ASSERTION, 'ID'));
});

test('a signed response', async () => {
  await verify('response.xml', await response('response'), RESPONSE, 'ID');
});

test('both signed', async () => {
  const text = await response('both');
  await verify('both.xml', text, RESPONSE, 'ID', '--id-attr:ID', ASSERTION);
  const assertion = /<saml:Assertion .*<\/saml:Assertion>/s.exec(text)[0];
  await verify('inner.xml', assertion, ASSERTION, 'ID');
});

test('SHA-1, where it is named, by a key that signs nothing else', async () => {
  const text = await response('sha1');
  await assert.rejects(verify('sha1.xml', text, ASSERTION, 'ID'));
  const metadata = await (await fetch(`${server.issuer}samlp/metadata/sha1`)).text();
  const [, certificate] = /<(?:\w+:)?X509Certificate>([^<]+)</.exec(metadata);
  const own = await file('sha1.pem', `-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----\n`);
  await verifyBy(own, 'sha1.xml', text, ASSERTION, 'ID');
});

for (const id of ['gcm', 'cbc']) {
  test(`an encrypted assertion (${id}), signed inside`, async () => {
    const text = await response(id);
    assert.ok(!text.includes('ada@example.com'));
    const at = await file(`${id}.xml`, text);
    const plain = execFileSync('xmlsec1', ['--decrypt', '--privkey-pem', path.join(directory, 'sp.pem'), at], { encoding: 'utf8' });
    assert.ok(plain.includes('ada@example.com'));
    await verify(`${id}-plain.xml`, /<saml:Assertion .*<\/saml:Assertion>/s.exec(plain)[0], ASSERTION, 'ID');
  });
}

test('a SAML 1.1 token', async () => {
  const { wresult } = await fields('wsfed/rp');
  await verify('rstr.xml', wresult, 'urn:oasis:names:tc:SAML:1.0:assertion:Assertion', 'AssertionID');
});

/// Throws when the document is not of the schema.
async function valid(name, text, schema, from = '/usr/share/xml/opensaml') {
  const at = await file(name, text);
  const env = { ...process.env, XML_CATALOG_FILES: `${path.join(directory, 'catalog.xml')} /etc/xml/catalog` };
  return execFileSync('xmllint', ['--nonet', '--noout', '--schema', path.join(from, schema), at], { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

test('responses are of the schema', async () => {
  for (const id of Object.keys(ADD_ONS)) {
    await valid(`schema-${id}.xml`, await response(id), 'saml-schema-protocol-2.0.xsd');
  }
  const broken = (await response('assertion')).replace('<saml:Subject>', '<saml:Subjekt>').replace('</saml:Subject>', '</saml:Subjekt>');
  await assert.rejects(valid('broken.xml', broken, 'saml-schema-protocol-2.0.xsd'));
});

test('a SAML 1.1 assertion is of the schema', async () => {
  const { wresult } = await fields('wsfed/rp');
  const assertion = /<saml:Assertion .*<\/saml:Assertion>/s.exec(wresult)[0];
  await valid('schema-11.xml', assertion, 'cs-sstc-schema-assertion-1.1.xsd');
});

test('metadata is of the schema', async () => {
  const metadata = await (await fetch(`${server.issuer}samlp/metadata/assertion`)).text();
  await valid('metadata.xml', metadata, 'saml-schema-metadata-2.0.xsd');
});

/// The logout messages of a session: ours to the next service provider, and the answer to the first.
async function logout() {
  const token = await server.transfer();
  const start = await get(`${server.issuer}samlp/first?session_transfer_token=${token}`);
  const cookie = start.headers['set-cookie'].map((text) => text.split(';')[0]).join('; ');
  const follow = async (answer) => (answer.headers.location ? get(new URL(answer.headers.location, server.issuer), { cookie }) : answer);
  const inner = (page, field) => Buffer.from(new RegExp(`name="${field}" value="([^"]*)"`).exec(page.body)[1], 'base64').toString();
  const assertion = inner(await follow(start), 'SAMLResponse');
  await follow(await get(`${server.issuer}samlp/second`, { cookie }));
  const [, name] = /<saml:NameID[^>]*>([^<]*)</.exec(assertion);
  const [, index] = /SessionIndex="([^"]*)"/.exec(assertion);
  const message = (client, kind, attributes, content) => {
    const xml = `<samlp:${kind} xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_${kind}-${index}" Version="2.0" IssueInstant="${new Date().toISOString()}" ${attributes}><saml:Issuer>urn:${client}</saml:Issuer>${content}</samlp:${kind}>`;
    return encodeURIComponent(deflateRawSync(xml).toString('base64'));
  };
  const asked = message('first', 'LogoutRequest', '', `<saml:NameID>${name}</saml:NameID><samlp:SessionIndex>${index}</samlp:SessionIndex>`);
  const telling = await follow(await get(`${server.issuer}samlp/first/logout?SAMLRequest=${asked}`, { cookie }));
  const request = inner(telling, 'SAMLRequest');
  const [, id] = / ID="([^"]*)"/.exec(request);
  const [, state] = /name="RelayState" value="([^"]*)"/.exec(telling.body);
  const status = '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder"/></samlp:Status>';
  const answered = message('second', 'LogoutResponse', `InResponseTo="${id}"`, status);
  const end = await follow(await get(`${server.issuer}samlp/second/logout?SAMLResponse=${answered}&RelayState=${state}`, { cookie }));
  return { request, response: inner(end, 'SAMLResponse') };
}

test('logout messages are signed and of the schema', async () => {
  const { request, response } = await logout();
  for (const [kind, xml] of Object.entries({ LogoutRequest: request, LogoutResponse: response })) {
    await valid(`${kind}.xml`, xml, 'saml-schema-protocol-2.0.xsd');
    await verify(`signed-${kind}.xml`, xml, `urn:oasis:names:tc:SAML:2.0:protocol:${kind}`, 'ID');
  }
  assert.match(response, /status:PartialLogout/);
});

test('federation metadata is of the schema of metadata, with the role as WS-Federation describes it', async () => {
  for (const below of ['wsfed', 'wsfed/rp']) {
    const metadata = await (await fetch(`${server.issuer}${below}/FederationMetadata/2007-06/FederationMetadata.xml`)).text();
    await valid('federation.xml', metadata, 'federation.xsd', directory);
    const [whole, role] = /<fed:SecurityTokenServiceEndpoint>(.*)<\/fed:SecurityTokenServiceEndpoint>/s.exec(metadata);
    assert.ok(role);
    await assert.rejects(valid('broken-federation.xml', metadata.replace(whole, ''), 'federation.xsd', directory));
    await assert.rejects(valid('broken-federation.xml', metadata.replace(' use="signing"', ' use="x"'), 'federation.xsd', directory));
  }
});

// npm's auth0: the ManagementClient, each method of the resources that this server has.

import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, test } from 'node:test';
import { ManagementClient } from 'auth0';

import { methods, noting } from '../lib/coverage.mjs';
import { Footbridge } from '../lib/footbridge.mjs';
import { AUTOMATION, CONNECTION, EMAIL, web } from '../lib/tenant.mjs';

/// What none of them is asked here, because the server does not have it: `docs/compatibility.md` tells so.
const NOT_SERVED = [
  /^actions\.modules\./,
  /^clients\.(previewCimdMetadata|registerCimdClient)$/,
  /^connections\.(directoryProvisioning|scimConfiguration|keys|users)\.|^connections\.checkStatus$/,
  /^keys\.(customSigning|encryption|networkAcls)\./,
  /^organizations\.(clients|discoveryDomains|groups|organizationTemplate|roles)\.|^organizations\.search$/,
  /^organizations\.members\.effectiveRoles\./,
  /^resourceServers\.search$/,
  /^roles\.groups\./,
  /^guardian\.(get|set)$|^guardian\.factors\.(duo|email|pushNotification)\.|^guardian\.factors\.phone\.(get|set)$/,
  /^guardian\.factors\.(phone|sms)\.(getTwilioProvider|setTwilioProvider)$/,
  /^users\.(connectedAccounts|riskAssessments)\./,
  /^users\.(effectivePermissions|effectiveRoles|groups)\.|^users\.revokeAccess$/,
];
const RESOURCES =
  'actions clientGrants clients connections customDomains deviceCredentials guardian keys logStreams logs organizations ' +
  'refreshTokens resourceServers roles sessions stats tenants tickets userBlocks userGrants users';

const called = new Set();
const ADA = 'auth0|ada';
const CALLBACK = 'http://localhost:3000/callback';
let server, plain, api;

before(async () => {
  server = await Footbridge.start([web('web', 'http://localhost:3000')], { tls: true });
  connect();
});

after(() => server?.stop());

function connect() {
  const { client_id: clientId, client_secret: clientSecret } = AUTOMATION;
  plain = new ManagementClient({ domain: server.domain, clientId, clientSecret });
  api = noting(plain, called);
}

/// Everything that a pager gives, page by page.
async function all(pager) {
  const found = [];
  for await (const one of await pager) found.push(one);
  return found;
}

/// What the SDK throws has Auth0's body.
function problem(statusCode, errorCode) {
  return (error) => {
    assert.equal(error.statusCode, statusCode);
    if (errorCode) assert.equal(error.body.errorCode, errorCode);
    return true;
  };
}

test('clients', async () => {
  const session_transfer = { can_create_session_transfer_token: true, enforce_device_binding: 'asn' };
  const made = await api.clients.create({ name: 'By node', app_type: 'native', session_transfer });
  assert.equal(made.session_transfer.enforce_cascade_revocation, true);
  const found = await all(api.clients.list({ per_page: 2, include_totals: true }));
  assert.equal(new Set(found.map((client) => client.client_id)).size, found.length);
  assert.ok(found.some((client) => client.client_id === made.client_id));
  const some = await all(api.clients.list({ fields: 'client_id,name', include_fields: true, app_type: 'native' }));
  assert.ok(some.every((client) => client.name && !client.callbacks));
  const read = await api.clients.get(made.client_id);
  assert.deepEqual(read.session_transfer, made.session_transfer);
  const patch = { session_transfer: { allowed_authentication_methods: ['query'] }, description: 'changed' };
  const changed = await api.clients.update(made.client_id, patch);
  assert.equal(changed.session_transfer.enforce_device_binding, 'asn');
  assert.deepEqual(changed.session_transfer.allowed_authentication_methods, ['query']);
  const rotated = await api.clients.rotateSecret(made.client_id);
  assert.notEqual(rotated.client_secret, made.client_secret);
  await api.clients.delete(made.client_id);
  await assert.rejects(api.clients.get(made.client_id), problem(404, 'inexistent_client'));
  await assert.rejects(api.clients.create({ name: 'x', fantasy: 1 }), problem(400, 'invalid_body'));
});

test('credentials of clients', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const { client_id } = await api.clients.create({ name: 'With a key', grant_types: ['client_credentials'] });
  await api.clientGrants.create({ client_id, audience: `${server.issuer}api/v2/`, scope: ['read:clients'] });
  const key = { credential_type: 'public_key', name: 'key', pem: publicKey, alg: 'RS256' };
  const made = await api.clients.credentials.create(client_id, key);
  assert.match(made.id, /^cred_/);
  assert.equal(made.pem, undefined);
  assert.equal((await api.clients.credentials.list(client_id)).length, 1);
  assert.equal((await api.clients.credentials.get(client_id, made.id)).kid, made.kid);
  const expires_at = '2040-01-01T09:00:00.000Z';
  assert.equal((await api.clients.credentials.update(client_id, made.id, { expires_at })).expires_at, expires_at);
  const client_authentication_methods = { private_key_jwt: { credentials: [{ id: made.id }] } };
  await api.clients.update(client_id, { client_authentication_methods, token_endpoint_auth_method: null });
  const signed = new ManagementClient({ domain: server.domain, clientId: client_id, clientAssertionSigningKey: privateKey });
  assert.equal((await signed.clients.get(client_id)).name, 'With a key');
  const back = { client_authentication_methods: null, token_endpoint_auth_method: 'client_secret_post' };
  await api.clients.update(client_id, back);
  await api.clients.credentials.delete(client_id, made.id);
  assert.deepEqual(await api.clients.credentials.list(client_id), []);
  await api.clients.delete(client_id);
});

test('APIs and client grants', async () => {
  const identifier = 'https://node.example/orders/';
  const scopes = [{ value: 'read:orders' }, { value: 'create:orders' }];
  const orders = await api.resourceServers.create({ name: 'Orders', identifier, scopes });
  assert.equal((await api.resourceServers.get(identifier)).id, orders.id);
  assert.equal((await api.resourceServers.update(orders.id, { token_lifetime: 60 })).token_lifetime, 60);
  const found = await all(api.resourceServers.list({ per_page: 1, include_totals: true }));
  assert.deepEqual(found.filter((one) => one.id === orders.id).length, 1);
  const { client_id } = await api.clients.create({ name: 'Grantee', app_type: 'non_interactive' });
  const grant = await api.clientGrants.create({ client_id, audience: identifier, scope: ['read:orders'] });
  assert.deepEqual((await api.clientGrants.get(grant.id)).scope, ['read:orders']);
  assert.deepEqual((await all(api.clientGrants.list({ client_id, take: 1 }))).map((one) => one.id), [grant.id]);
  assert.deepEqual((await api.clientGrants.update(grant.id, { scope: [] })).scope, []);
  assert.deepEqual(await all(api.clientGrants.organizations.list(grant.id)), []);
  await api.clientGrants.delete(grant.id);
  await api.resourceServers.delete(orders.id);
  await api.clients.delete(client_id);
  await assert.rejects(api.resourceServers.get(orders.id), problem(404, 'inexistent_resource_server'));
});

test('second factors, the tenant\'s and a user\'s', async () => {
  await api.guardian.factors.set('otp', { enabled: true });
  const factors = await api.guardian.factors.list();
  assert.deepEqual(factors.filter((factor) => factor.enabled).map((factor) => factor.name), ['otp']);
  await assert.rejects(api.guardian.factors.set('duo', { enabled: true }), problem(403, 'feature_not_enabled'));
  assert.deepEqual(await api.guardian.policies.set(['all-applications']), ['all-applications']);
  assert.deepEqual(await api.guardian.policies.set([]), await api.guardian.policies.list());
  await api.guardian.factors.set('otp', { enabled: false });

  const { phone, sms } = api.guardian.factors;
  await api.guardian.factors.set('sms', { enabled: true });
  assert.deepEqual(await phone.setMessageTypes({ message_types: ['sms'] }), await phone.getMessageTypes());
  await assert.rejects(phone.setMessageTypes({ message_types: ['sms', 'voice'] }), problem(403, 'feature_not_enabled'));
  await sms.getTemplates();
  const templates = { enrollment_message: 'Add it by {{code}}', verification_message: '{{code}} for {{tenant.friendly_name}}' };
  for (const factor of [phone, sms]) {
    assert.deepEqual(await factor.setProvider({ provider: 'phone-message-hook' }), await factor.getSelectedProvider());
    await factor.setTemplates(templates);
    assert.deepEqual(await factor.getTemplates(), templates);
  }

  const password = 'correct-horse-battery-9';
  const { user_id } = await api.users.create({ connection: CONNECTION, email: 'mary@node.example', password });
  const totp = { type: 'totp', totp_secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', name: 'Phone' };
  const made = await api.users.authenticationMethods.create(user_id, totp);
  assert.match(made.id, /^totp\|dev_/);
  const [shown] = await all(api.users.authenticationMethods.list(user_id, { include_totals: true }));
  assert.deepEqual([shown.id, shown.confirmed, shown.totp_secret], [made.id, true, undefined]);
  assert.equal((await api.users.authenticationMethods.get(user_id, made.id)).name, 'Phone');
  assert.equal((await api.users.authenticationMethods.update(user_id, made.id, { name: 'Tablet' })).name, 'Tablet');
  const [{ id: device }] = await api.users.enrollments.get(user_id);
  assert.equal((await api.guardian.enrollments.get(device)).name, 'Tablet');
  await api.guardian.enrollments.delete(device);
  const { ticket_id, ticket_url } = await api.guardian.enrollments.createTicket({ user_id, factor: 'phone' });
  assert.ok(ticket_id.startsWith('gten_') && ticket_url.endsWith(`/guardian/enroll?ticket=${ticket_id}`));
  const number = await api.users.authenticationMethods.create(user_id, { type: 'phone', phone_number: '+15555550100' });
  assert.deepEqual((await api.users.get(user_id)).multifactor, ['guardian']);
  await api.users.authenticationMethods.delete(user_id, number.id);
  await api.guardian.factors.set('sms', { enabled: false });
  await assert.rejects(api.users.authenticationMethods.get(user_id, made.id), problem(404));
  const [again] = await api.users.authenticationMethods.set(user_id, [totp]);
  await api.users.authenticationMethods.delete(user_id, again.id);
  await assert.rejects(api.users.regenerateRecoveryCode(user_id), problem(404, 'enrollment_not_found'));
  await api.users.multifactor.invalidateRememberBrowser(user_id);
  await api.users.multifactor.deleteProvider(user_id, 'google-authenticator');
  await api.users.authenticators.deleteAll(user_id);
  await api.users.authenticationMethods.deleteAll(user_id);
  assert.deepEqual(await api.users.enrollments.get(user_id), []);
  await api.users.delete(user_id);
});

test('users, their searches and their identities', async () => {
  const password = 'correct-horse-battery-9';
  const person = { connection: CONNECTION, email: 'grace@node.example', password, app_metadata: { plan: 'gold' } };
  const made = await api.users.create(person);
  const id = made.user_id;
  assert.equal((await api.users.get(id)).email, person.email);
  assert.equal((await api.users.update(id, { given_name: 'Grace' })).given_name, 'Grace');
  const [byEmail] = await api.users.listUsersByEmail({ email: person.email });
  assert.equal(byEmail.user_id, id);
  const query = { q: 'app_metadata.plan:"gold"', search_engine: 'v3', sort: 'email:1', include_totals: true };
  assert.deepEqual((await all(api.users.list(query))).map((user) => user.user_id), [id]);
  assert.equal((await all(api.users.list({ per_page: 1 }))).length, 2);
  const second = await api.users.create({ ...person, email: 'second@node.example' });
  const [, other] = second.user_id.split('|');
  const linked = await api.users.identities.link(id, { provider: 'auth0', user_id: other });
  assert.equal(linked.length, 2);
  assert.equal((await api.users.identities.delete(id, 'auth0', other)).length, 1);
  const logs = await all(api.users.logs.list(ADA, { per_page: 10 }));
  assert.ok(Array.isArray(logs));
  assert.deepEqual(await all(api.users.organizations.list(id)), []);
  for (const user of await api.users.listUsersByEmail({ email: 'second@node.example' })) {
    await api.users.delete(user.user_id);
  }
  await api.users.delete(id);
  await assert.rejects(api.users.get(id), problem(404));
});

test('imports of users', async () => {
  const [{ id: connection_id }] = (await api.connections.list({ name: CONNECTION })).data;
  const users = JSON.stringify([{ email: 'imported@example.com', given_name: 'Im' }, { email: 'no address' }]);
  const begun = await api.jobs.usersImports.create({ connection_id, users: Buffer.from(users), external_id: 'first' });
  assert.equal(begun.status, 'pending');
  let job = begun;
  for (let tries = 0; job.status === 'pending' && tries < 100; tries += 1) {
    await new Promise((done) => setTimeout(done, 100));
    job = await api.jobs.get(begun.id);
  }
  assert.deepEqual(job.summary, { failed: 1, updated: 0, inserted: 1, total: 2 });
  const [{ user, errors }] = await api.jobs.errors.get(begun.id);
  assert.deepEqual([user.email, errors[0].code], ['no address', 'FORMAT']);
});

test('roles and permissions', async () => {
  const identifier = 'https://node.example/docs';
  const docs = await api.resourceServers.create({ identifier, scopes: [{ value: 'read' }, { value: 'write' }] });
  const role = await api.roles.create({ name: 'Editor', description: 'edits' });
  const permission = (name) => ({ permission_name: name, resource_server_identifier: identifier });
  await api.roles.permissions.add(role.id, { permissions: [permission('read'), permission('write')] });
  await api.roles.permissions.delete(role.id, { permissions: [permission('write')] });
  const kept = await all(api.roles.permissions.list(role.id, { include_totals: true }));
  assert.deepEqual(kept.map((one) => one.permission_name), ['read']);
  await api.roles.users.assign(role.id, { users: [ADA] });
  assert.deepEqual((await all(api.roles.users.list(role.id))).map((user) => user.user_id), [ADA]);
  assert.deepEqual((await all(api.users.roles.list(ADA))).map((one) => one.id), [role.id]);
  await api.users.roles.delete(ADA, { roles: [role.id] });
  await api.users.roles.assign(ADA, { roles: [role.id] });
  await api.users.permissions.create(ADA, { permissions: [permission('write')] });
  const names = (await all(api.users.permissions.list(ADA))).map((one) => one.permission_name);
  assert.deepEqual(names.sort(), ['read', 'write']);
  await api.users.permissions.delete(ADA, { permissions: [permission('write')] });
  assert.equal((await api.roles.update(role.id, { name: 'Author' })).name, 'Author');
  assert.equal((await api.roles.get(role.id)).name, 'Author');
  assert.deepEqual((await all(api.roles.list({ name_filter: 'auth' }))).map((one) => one.id), [role.id]);
  await api.roles.delete(role.id);
  await api.resourceServers.delete(docs.id);
  await assert.rejects(api.roles.get(role.id), problem(404));
});

test('sessions and refresh tokens', async () => {
  await server.login();
  const token = await server.transfer();
  assert.ok((await server.redeem('web', CALLBACK, token)).code, 'a session in a browser');
  const [session] = await all(api.users.sessions.list(ADA, { take: 1 }));
  assert.equal((await api.sessions.get(session.id)).user_id, ADA);
  const kept = await api.sessions.update(session.id, { session_metadata: { a: 'b' } });
  assert.deepEqual(kept.session_metadata, { a: 'b' });
  const [first, second] = await all(api.users.refreshToken.list(ADA, { take: 1 }));
  assert.equal((await api.refreshTokens.get(first.id)).client_id, 'native');
  const changed = await api.refreshTokens.update(first.id, { refresh_token_metadata: { c: 'd' } });
  assert.deepEqual(changed.refresh_token_metadata, { c: 'd' });
  assert.equal((await all(api.refreshTokens.list({ user_id: ADA, client_id: 'native' }))).length, 2);
  await api.refreshTokens.delete(first.id);
  await assert.rejects(api.refreshTokens.get(first.id), problem(404));
  await api.refreshTokens.revoke({ ids: [second.id] });
  assert.deepEqual(await all(api.users.refreshToken.list(ADA)), []);
  await api.sessions.revoke(session.id);
  await server.redeem('web', CALLBACK, await server.transfer());
  const [another] = await all(api.users.sessions.list(ADA));
  await api.sessions.delete(another.id);
  await api.users.sessions.delete(ADA);
  await api.users.refreshToken.delete(ADA);
  assert.deepEqual(await all(api.users.sessions.list(ADA)), []);
});

test('connections and their clients', async () => {
  const made = await api.connections.create({ name: 'Node-People', strategy: 'auth0', options: { disable_signup: true } });
  assert.equal((await api.connections.get(made.id)).options.disable_signup, true);
  const changed = await api.connections.update(made.id, { options: { disable_signup: false } });
  assert.equal(changed.options.disable_signup, false);
  await api.connections.clients.update(made.id, [{ client_id: 'web', status: true }]);
  assert.deepEqual((await all(api.connections.clients.get(made.id))).map((one) => one.client_id), ['web']);
  const named = await all(api.connections.list({ strategy: ['auth0'], name: 'Node-People', take: 5 }));
  assert.deepEqual(named.map((one) => one.id), [made.id]);
  const enabled = (await all(api.clients.connections.get('web'))).map((one) => one.name);
  assert.ok(enabled.includes('Node-People'), enabled.join());
  await api.connections.delete(made.id);
  await assert.rejects(api.connections.get(made.id), problem(404, 'inexistent_connection'));
});

test('logs', async () => {
  const found = await all(api.logs.list({ per_page: 3, include_totals: true, search: 'type:sapi', sort: 'date:-1' }));
  assert.ok(found.length > 3, 'more than one page');
  assert.equal((await api.logs.get(found[0].log_id)).log_id, found[0].log_id);
});

test('log streams', async () => {
  const sink = { httpEndpoint: 'https://logs.node.example/', httpContentFormat: 'JSONLINES' };
  const made = await api.logStreams.create({ name: 'Node', type: 'http', sink });
  assert.equal(made.status, 'active');
  assert.equal((await api.logStreams.get(made.id)).sink.httpEndpoint, sink.httpEndpoint);
  for (const status of ['paused', 'active']) assert.equal((await api.logStreams.update(made.id, { status })).status, status);
  assert.deepEqual((await api.logStreams.list()).map((one) => one.id), [made.id]);
  await api.logStreams.delete(made.id);
  await assert.rejects(api.logStreams.get(made.id), problem(404));
});

test('actions, their versions and bindings', async () => {
  const code = 'exports.onExecutePostLogin = async () => {};';
  const supported_triggers = [{ id: 'post-login', version: 'v3' }];
  const { id } = await api.actions.create({ name: 'Node', code, supported_triggers, runtime: 'node22' });
  await built(id);
  await api.actions.deploy(id);
  const bindings = [{ ref: { type: 'action_id', value: id }, display_name: 'Node' }];
  await api.actions.triggers.bindings.updateMany('post-login', { bindings });
  const bound = await all(api.actions.triggers.bindings.list('post-login', { per_page: 1 }));
  assert.deepEqual(bound.map((one) => one.action.id), [id]);
  const tried = await api.actions.test(id, { payload: { event: { user: { user_id: ADA } } } });
  assert.ok('payload' in tried, JSON.stringify(tried));
  const execution = await api.actions.executions.get(await executed());
  assert.deepEqual([execution.trigger_id, execution.status], ['post-login', 'final']);
  await api.actions.update(id, { code: `${code}\n// changed` });
  await built(id);
  await api.actions.deploy(id);
  const versions = await all(api.actions.versions.list(id));
  assert.equal(versions.length, 2);
  const first = versions.find((version) => version.code === code);
  assert.equal((await api.actions.versions.get(id, first.id)).id, first.id);
  await api.actions.versions.deploy(id, first.id);
  assert.ok((await api.actions.triggers.list()).triggers.some((trigger) => trigger.id === 'post-login'));
  assert.deepEqual((await all(api.actions.list({ triggerId: 'post-login' }))).map((one) => one.id), [id]);
  await api.actions.triggers.bindings.updateMany('post-login', { bindings: [] });
  await api.actions.delete(id);
  await assert.rejects(api.actions.get(id), problem(404));
});

test('tenant settings and signing keys', async () => {
  const changed = await api.tenants.settings.update({ friendly_name: 'By node' });
  assert.equal(changed.friendly_name, 'By node');
  assert.equal((await api.tenants.settings.get({ fields: 'friendly_name' })).friendly_name, 'By node');
  const before = await api.keys.signing.list();
  const next = before.find((key) => key.next);
  const { kid } = await api.keys.signing.rotate();
  assert.ok((await api.keys.signing.get(kid)).next);
  assert.ok((await api.keys.signing.get(next.kid)).current);
  const previous = (await api.keys.signing.list()).find((key) => key.previous);
  assert.ok(before.some((key) => key.kid === previous.kid && key.current));
  await api.keys.signing.revoke(previous.kid);
  // The SDK keeps its token, which that key has signed.
  await assert.rejects(api.keys.signing.list(), problem(401));
  connect();
  server.forgetToken();
  assert.equal((await api.keys.signing.get(previous.kid)).revoked, true);
});

test('custom domains', async () => {
  const made = await api.customDomains.create({ domain: 'login.node.example', type: 'self_managed_certs' });
  assert.equal((await api.customDomains.get(made.custom_domain_id)).status, 'pending_verification');
  assert.ok((await all(api.customDomains.list())).some((one) => one.custom_domain_id === made.custom_domain_id));
  const domain_metadata = { a: 'b' };
  assert.deepEqual((await api.customDomains.update(made.custom_domain_id, { domain_metadata })).domain_metadata, domain_metadata);
  assert.equal(typeof (await api.customDomains.test(made.custom_domain_id)).success, 'boolean');
  const verified = await api.customDomains.verify(made.custom_domain_id).catch((error) => error);
  assert.ok(verified.status ?? verified.statusCode);
  assert.equal(typeof (await api.customDomains.getDefault()).domain, 'string');
  await assert.rejects(api.customDomains.setDefault({ domain: 'login.node.example' }), problem(403, 'feature_not_enabled'));
  await api.customDomains.delete(made.custom_domain_id);
  await assert.rejects(api.customDomains.get(made.custom_domain_id), problem(404, 'inexistent_custom_domain'));
});

test('tickets, blocks, grants, device credentials and statistics', async () => {
  const verify = await api.tickets.verifyEmail({ user_id: ADA });
  const change = await api.tickets.changePassword({ user_id: ADA });
  for (const { ticket } of [verify, change]) assert.ok(ticket.startsWith(server.issuer), ticket);
  assert.deepEqual((await api.userBlocks.list(ADA)).blocked_for, []);
  assert.deepEqual((await api.userBlocks.listByIdentifier({ identifier: EMAIL })).blocked_for, []);
  await api.userBlocks.delete(ADA);
  await api.userBlocks.deleteByIdentifier({ identifier: EMAIL });
  assert.ok(Array.isArray(await all(api.userGrants.list({ user_id: ADA }))));
  await api.userGrants.deleteByUserId({ user_id: ADA });
  await api.userGrants.delete('5e2b3d1f0000000000000000');
  await server.login();
  const [device] = await all(api.deviceCredentials.list({ user_id: ADA, type: 'rotating_refresh_token' }));
  await api.deviceCredentials.delete(device.id);
  const mine = { device_name: 'phone', device_id: '1', type: 'public_key', value: '{}', client_id: 'native' };
  await assert.rejects(api.deviceCredentials.createPublicKey(mine), (error) => error.statusCode >= 400 && error.statusCode < 500);
  assert.equal(typeof (await api.stats.getActiveUsersCount()), 'number');
  assert.ok(Array.isArray(await api.stats.getDaily({ from: '20200101', to: '20400101' })));
});

test('organizations', async () => {
  const made = await api.organizations.create({ name: 'node-org', display_name: 'Node' });
  assert.equal((await api.organizations.get(made.id)).name, 'node-org');
  assert.equal((await api.organizations.getByName('node-org')).id, made.id);
  assert.equal((await api.organizations.update(made.id, { display_name: 'New' })).display_name, 'New');
  assert.deepEqual((await all(api.organizations.list({ take: 1 }))).map((one) => one.id), [made.id]);
  await api.organizations.members.create(made.id, { members: [ADA] });
  assert.deepEqual((await all(api.organizations.members.list(made.id))).map((one) => one.user_id), [ADA]);
  assert.deepEqual((await all(api.users.organizations.list(ADA))).map((one) => one.id), [made.id]);
  const role = await api.roles.create({ name: 'Member' });
  await api.organizations.members.roles.assign(made.id, ADA, { roles: [role.id] });
  assert.deepEqual((await all(api.organizations.members.roles.list(made.id, ADA))).map((one) => one.id), [role.id]);
  await api.organizations.members.roles.delete(made.id, ADA, { roles: [role.id] });
  const [connection] = await all(api.connections.list({ name: CONNECTION }));
  const connection_id = connection.id;
  for (const kind of ['enabledConnections', 'connections']) {
    const body = { connection_id, assign_membership_on_login: false };
    await (kind === 'connections' ? api.organizations.connections.create(made.id, body) : api.organizations.enabledConnections.add(made.id, body));
    assert.equal((await all(api.organizations[kind].list(made.id))).length, 1);
    assert.equal((await api.organizations[kind].get(made.id, connection_id)).connection_id, connection_id);
    const patch = { assign_membership_on_login: true };
    assert.equal((await api.organizations[kind].update(made.id, connection_id, patch)).assign_membership_on_login, true);
    await api.organizations[kind].delete(made.id, connection_id);
  }
  const { client_id } = await api.clients.create({ name: 'Of an organization', organization_usage: 'allow' });
  const audience = 'https://node.example/shared';
  const shared = await api.resourceServers.create({ identifier: audience, scopes: [{ value: 'read' }] });
  const usage = { organization_usage: 'allow', allow_any_organization: false };
  const grant = await api.clientGrants.create({ client_id, audience, scope: ['read'], ...usage });
  await api.organizations.clientGrants.create(made.id, { grant_id: grant.id });
  assert.deepEqual((await all(api.organizations.clientGrants.list(made.id))).map((one) => one.id), [grant.id]);
  assert.deepEqual((await all(api.clientGrants.organizations.list(grant.id))).map((one) => one.id), [made.id]);
  await api.organizations.clientGrants.delete(made.id, grant.id);
  assert.deepEqual(await all(api.organizations.clientGrants.list(made.id)), []);
  await api.clients.update(client_id, { initiate_login_uri: 'https://node.example/login' });
  const person = { inviter: { name: 'Ada' }, invitee: { email: 'grace@example.com' }, client_id, roles: [role.id] };
  const invitation = await api.organizations.invitations.create(made.id, person);
  assert.match(invitation.invitation_url, /^https:\/\/node\.example\/login\?invitation=/);
  assert.deepEqual(await api.organizations.invitations.get(made.id, invitation.id), invitation);
  assert.deepEqual(await all(api.organizations.invitations.list(made.id)), [invitation]);
  await api.organizations.invitations.delete(made.id, invitation.id);
  assert.deepEqual(await all(api.organizations.invitations.list(made.id)), []);
  await api.clients.delete(client_id);
  await api.resourceServers.delete(shared.id);
  await api.organizations.members.delete(made.id, { members: [ADA] });
  await api.organizations.delete(made.id);
  await api.roles.delete(role.id);
  await assert.rejects(api.organizations.get(made.id), problem(404));
});

test('no method of these resources was forgotten', () => {
  const known = RESOURCES.split(' ').flatMap((name) => methods(plain[name], name));
  assert.ok(known.length > 150, String(known.length));
  const forgotten = known.filter((name) => !called.has(name) && !NOT_SERVED.some((pattern) => pattern.test(name)));
  assert.deepEqual(forgotten, []);
});

/// The record of the Actions that ran at a login.
async function executed() {
  await server.transfer();
  for (let tries = 0; tries < 50; tries += 1) {
    const latest = await api.logs.list({ per_page: 20, sort: 'date:-1' });
    const found = latest.data.find((entry) => entry.details?.actions?.executions);
    if (found) return found.details.actions.executions[0];
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('nothing was executed');
}

/// Polls until the action is built.
async function built(id) {
  for (let tries = 0; tries < 50; tries += 1) {
    if ((await api.actions.get(id)).status === 'built') return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the action is not built');
}

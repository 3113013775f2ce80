// Auth0's Terraform provider: each case is applied step by step, and after each step nothing is left to do; what was made
// is looked up in the Management API, imported into an empty state, and destroyed.

import assert from 'node:assert/strict';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { SignJWT } from 'jose';

import { Footbridge } from '../lib/footbridge.mjs';
import { Terraform } from '../lib/terraform.mjs';

const API = 'api/v2/';
const EMAIL_PROVIDER = 'emails/provider?fields=credentials&include_fields=true';
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
let server, terraform;

before(async () => {
  server = await Footbridge.start([], { tls: true });
  terraform = await Terraform.build(server);
});

after(() => server?.stop());

const get = (path) => server.manage(API + path);
const gone = async (path) => assert.equal(await server.status(API + path), 404, path);
const id = (state, address) => encodeURIComponent(state[address].id);

/// The second factors that the tenant has, by their names.
async function enabledFactors() {
  const factors = await get('guardian/factors');
  return factors.filter((factor) => factor.enabled).map((factor) => factor.name);
}

/// A case: a check for each of its steps, what its resources are called in an answer of the API after their end, and
/// what cannot be read back when they are imported.
const CASES = {
  client: {
    checks: [
      async (state) => {
        const web = await get(`clients/${id(state, 'auth0_client.web')}`);
        assert.deepEqual(web.session_transfer, {
          can_create_session_transfer_token: true,
          allowed_authentication_methods: ['cookie', 'query'],
          enforce_device_binding: 'asn',
          allow_refresh_token: true,
          enforce_online_refresh_tokens: false,
          enforce_cascade_revocation: false,
          delegation: { allow_delegated_access: true, enforce_device_binding: 'asn' },
        });
        assert.equal(web.token_endpoint_auth_method, 'client_secret_post');
        assert.equal(web.refresh_token.idle_token_lifetime, 72000);
        const native = await get(`clients/${id(state, 'auth0_client.native')}`);
        assert.deepEqual(native.session_transfer, {
          can_create_session_transfer_token: true,
          allowed_authentication_methods: [],
          enforce_device_binding: 'ip',
          allow_refresh_token: false,
          enforce_online_refresh_tokens: true,
          enforce_cascade_revocation: true,
        });
      },
      async (state) => {
        const web = await get(`clients/${id(state, 'auth0_client.web')}`);
        assert.equal(web.session_transfer.delegation, undefined);
        assert.deepEqual(web.session_transfer.allowed_authentication_methods, ['query']);
        assert.equal(web.session_transfer.enforce_device_binding, 'none');
        assert.deepEqual(web.client_metadata, { team: 'web', tier: 'two' });
      },
      async (state) => {
        for (const address of ['auth0_client.web', 'auth0_client.native']) {
          const client = await get(`clients/${id(state, address)}`);
          assert.ok(!('session_transfer' in client), address);
        }
      },
      async (state) => {
        const { session_transfer } = await get(`clients/${id(state, 'auth0_client.native')}`);
        assert.equal(session_transfer.allow_refresh_token, true);
        assert.equal(session_transfer.can_create_session_transfer_token, false);
      },
    ],
    after: (state) => gone(`clients/${id(state, 'auth0_client.web')}`),
  },

  client_credentials: {
    variables: { pem: publicKey.export({ type: 'spki', format: 'pem' }) },
    checks: [
      async (state) => {
        const machine = id(state, 'auth0_client.machine');
        const client = await get(`clients/${machine}`);
        const [{ id: credential }] = client.client_authentication_methods.private_key_jwt.credentials;
        assert.equal(client.client_secret, undefined);
        const kept = await get(`clients/${machine}/credentials/${credential}`);
        assert.deepEqual([kept.name, kept.alg, kept.expires_at], ['first', 'RS256', '2040-01-01T09:00:00.000Z']);
        assert.equal((await asserted(machine)).status, 200);
      },
      async (state) => {
        const machine = id(state, 'auth0_client.machine');
        const client = await get(`clients/${machine}`);
        assert.equal(client.client_authentication_methods, undefined);
        assert.equal(client.token_endpoint_auth_method, 'client_secret_post');
        assert.deepEqual(await get(`clients/${machine}/credentials`), []);
        assert.equal((await asserted(machine)).status, 401);
        const answer = await token(machine, { client_secret: state['auth0_client_credentials.machine'].client_secret });
        assert.equal(answer.status, 200);
      },
    ],
    after: (state) => gone(`clients/${id(state, 'auth0_client.machine')}`),
  },

  resource_server: {
    checks: [
      async (state) => {
        const orders = await get(`resource-servers/${id(state, 'auth0_resource_server.orders')}`);
        assert.deepEqual(orders.scopes.map(({ value }) => value).sort(), ['create:orders', 'read:orders']);
        assert.equal(orders.token_lifetime_for_web, 3600);
        assert.equal(orders.allow_offline_access, true);
      },
      async () => {
        const identifier = encodeURIComponent('https://orders.terraform.example/v1/');
        const orders = await get(`resource-servers/${identifier}`);
        assert.deepEqual(orders.scopes, [{ value: 'read:orders', description: 'See all orders' }]);
        assert.equal(orders.token_dialect, 'access_token_authz');
      },
    ],
    after: (state) => gone(`resource-servers/${id(state, 'auth0_resource_server.orders')}`),
  },

  client_grant: {
    checks: [
      async (state) => {
        const grant = await get(`client-grants/${id(state, 'auth0_client_grant.bills')}`);
        assert.deepEqual(grant.scope.sort(), ['create:bills', 'read:bills']);
      },
      async (state) => {
        const grant = await get(`client-grants/${id(state, 'auth0_client_grant.bills')}`);
        assert.deepEqual(grant.scope, ['read:bills']);
      },
      async (state) => {
        const grant = await get(`client-grants/${id(state, 'auth0_client_grant.bills')}`);
        assert.equal(grant.allow_all_scopes, true);
      },
    ],
    after: (state) => gone(`client-grants/${id(state, 'auth0_client_grant.bills')}`),
  },

  connection: {
    checks: [
      async (state) => {
        const connection = await get(`connections/${id(state, 'auth0_connection.people')}`);
        assert.equal(connection.options.passwordPolicy, 'good');
        assert.equal(connection.options.disable_signup, true);
        const { clients } = await get(`connections/${id(state, 'auth0_connection.people')}/clients`);
        assert.equal(clients.length, 2);
        const { options } = await get(`connections/${id(state, 'auth0_connection.passwordless')}`);
        assert.deepEqual([options.email.body, options.totp.time_step], ['<p>{{ code }}</p>', 300]);
      },
      async (state) => {
        const { options } = await get(`connections/${id(state, 'auth0_connection.passwordless')}`);
        assert.deepEqual([options.disable_signup, options.totp.time_step], [true, 180]);
        const { clients } = await get(`connections/${id(state, 'auth0_connection.people')}/clients`);
        assert.deepEqual(clients, [{ client_id: state['auth0_client.second'].client_id }]);
      },
    ],
    after: (state) => gone(`connections/${id(state, 'auth0_connection.people')}`),
  },

  user: {
    checks: [
      async (state) => {
        const user = await get(`users/${id(state, 'auth0_user.grace')}`);
        assert.equal(user.user_id, 'auth0|grace');
        assert.deepEqual(user.user_metadata, { language: 'cobol', sizes: [1, 2] });
        assert.equal((await login('grace@terraform.example')).status, 200);
      },
      async (state) => {
        const user = await get(`users/${id(state, 'auth0_user.grace')}`);
        assert.deepEqual(user.user_metadata, { language: 'cobol', shoes: 38 });
        assert.deepEqual(user.app_metadata, { plan: 'silver', seats: 3 });
        assert.equal((await login('grace@terraform.example')).status, 401, 'a blocked user');
      },
    ],
    after: (state) => gone(`users/${id(state, 'auth0_user.grace')}`),
    override: 'resource "auth0_user" "grace" {\n  lifecycle {\n    ignore_changes = [password, connection_name]\n  }\n}\n',
  },

  role: {
    checks: [
      async (state) => {
        const editor = id(state, 'auth0_role.editor');
        const permissions = await get(`roles/${editor}/permissions`);
        assert.deepEqual(permissions.map((one) => one.permission_name).sort(), ['create:docs', 'read:docs']);
        const [user] = await get(`roles/${editor}/users`);
        assert.equal(user.user_id, state['auth0_user.editor'].id);
      },
      async (state) => {
        const roles = await get(`users/${id(state, 'auth0_user.editor')}/roles`);
        assert.deepEqual(roles.map((role) => role.name).sort(), ['Editor by Terraform', 'Reader by Terraform']);
        assert.equal((await get(`roles/${id(state, 'auth0_role.editor')}/permissions`)).length, 1);
      },
    ],
    after: (state) => gone(`roles/${id(state, 'auth0_role.editor')}`),
    override: 'resource "auth0_user" "editor" {\n  lifecycle {\n    ignore_changes = [password, connection_name]\n  }\n}\n',
  },

  action: {
    checks: [
      async (state) => {
        const action = await get(`actions/actions/${id(state, 'auth0_action.greet')}`);
        assert.match(action.deployed_version.code, /'hello'/);
        const { bindings } = await get('actions/triggers/post-login/bindings');
        assert.deepEqual(bindings.map((binding) => binding.action.id), [state['auth0_action.greet'].id]);
      },
      async (state) => {
        const action = await get(`actions/actions/${id(state, 'auth0_action.greet')}`);
        assert.match(action.deployed_version.code, /'good evening'/);
        assert.equal(action.all_changes_deployed, true);
        const { bindings } = await get('actions/triggers/post-login/bindings');
        assert.equal(bindings[0].display_name, 'Greets');
      },
    ],
    after: async (state) => {
      await gone(`actions/actions/${id(state, 'auth0_action.greet')}`);
      assert.deepEqual((await get('actions/triggers/post-login/bindings')).bindings, []);
    },
    override: 'resource "auth0_action" "greet" {\n  lifecycle {\n    ignore_changes = [deploy, secrets]\n  }\n}\n',
  },

  log_stream: {
    checks: [
      async (state) => {
        const stream = await get(`log-streams/${id(state, 'auth0_log_stream.http')}`);
        assert.deepEqual([stream.type, stream.sink.httpContentFormat], ['http', 'JSONLINES']);
        assert.deepEqual(stream.sink.httpCustomHeaders, [{ header: 'Footbridge-Test', value: 'yes' }]);
        assert.equal(stream.filters.length, 2);
        assert.equal(stream.status, 'active');
      },
      async (state) => {
        const stream = await get(`log-streams/${id(state, 'auth0_log_stream.http')}`);
        assert.equal(stream.status, 'paused');
        assert.equal(stream.sink.httpEndpoint, 'https://logs.terraform.example/further');
      },
    ],
    after: (state) => gone(`log-streams/${id(state, 'auth0_log_stream.http')}`),
  },

  tenant: {
    checks: [
      async () => {
        const settings = await get('tenants/settings');
        assert.deepEqual([settings.friendly_name, settings.session_lifetime], ['Tenant by Terraform', 100]);
        assert.equal(settings.default_directory, 'Username-Password-Authentication');
      },
      async () => {
        const settings = await get('tenants/settings');
        assert.deepEqual([settings.session_lifetime, settings.idle_session_lifetime], [24, 0.75]);
        assert.deepEqual(settings.session_cookie, { mode: 'non-persistent' });
        assert.deepEqual(settings.enabled_locales, ['en', 'de']);
      },
    ],
    after: async () => {
      assert.equal((await get('tenants/settings')).friendly_name, 'Tenant, changed', 'a tenant is not destroyed');
    },
  },

  custom_domain: {
    checks: [
      async (state) => {
        const domain = await get(`custom-domains/${id(state, 'auth0_custom_domain.login')}`);
        assert.deepEqual([domain.domain, domain.type], ['login.terraform.example', 'self_managed_certs']);
        assert.equal(domain.status, 'pending_verification');
        assert.ok(domain.verification.methods.length > 0);
      },
      async (state) => {
        const domain = await get(`custom-domains/${id(state, 'auth0_custom_domain.login')}`);
        assert.deepEqual(domain.domain_metadata, { team: 'access', tier: 'one' });
      },
    ],
    after: (state) => gone(`custom-domains/${id(state, 'auth0_custom_domain.login')}`),
  },

  looks: {
    checks: [
      async (state) => {
        const branding = await get('branding');
        assert.deepEqual(branding.font, { url: 'https://terraform.example/font.woff2' });
        assert.match((await get('branding/templates/universal-login')).body, /auth0:widget/);
        const theme = await get('branding/themes/default');
        assert.equal(theme.themeId, state['auth0_branding_theme.this'].id);
        assert.deepEqual([theme.displayName, theme.colors.primary_button], ['Theme by Terraform', '#0059d6']);
        assert.equal((await get('prompts')).identifier_first, true);
        assert.equal((await get('prompts/login/custom-text/en')).login.title, 'By Terraform');
        assert.equal((await get(EMAIL_PROVIDER)).credentials.smtp_host, 'smtp.terraform.example');
        assert.equal((await get('email-templates/verify_email')).subject, 'Confirm');
      },
      async () => {
        const branding = await get('branding');
        assert.deepEqual([branding.colors.primary, branding.font], ['#0a5', undefined]);
        assert.match((await get('branding/templates/universal-login')).body, /_widget-auto-layout/);
        const { page_background } = await get('branding/themes/default');
        assert.deepEqual([page_background.page_layout, page_background.background_image_url],
          ['left', 'https://terraform.example/sea.jpg']);
        assert.equal((await get('prompts')).identifier_first, false);
        assert.deepEqual((await get('prompts/login/custom-text/en')).login,
          { title: 'By Terraform', description: 'In the house' });
        assert.equal((await get(EMAIL_PROVIDER)).credentials.smtp_port, 465);
        assert.equal((await get('email-templates/verify_email')).subject, 'Confirm your address');
      },
    ],
    after: async () => {
      await gone('branding/templates/universal-login');
      await gone('branding/themes/default');
      await gone('emails/provider');
      assert.deepEqual(await get('prompts/login/custom-text/en'), {});
      assert.equal((await get('email-templates/verify_email')).enabled, false, 'a template is only turned off');
    },
    override: 'resource "auth0_email_provider" "this" {\n  lifecycle {\n    ignore_changes = [credentials]\n  }\n}\n',
  },

  guardian: {
    checks: [
      async () => {
        assert.deepEqual(await enabledFactors(), ['otp', 'recovery-code']);
        assert.deepEqual(await get('guardian/policies'), ['all-applications']);
      },
      async () => {
        assert.deepEqual(await enabledFactors(), ['otp', 'email']);
        assert.deepEqual(await get('guardian/policies'), []);
      },
    ],
    after: async () => assert.deepEqual(await enabledFactors(), []),
  },

  data_sources: {
    checks: [
      async ({ outputs, ...state }) => {
        assert.equal(outputs.by_id, 'spa');
        assert.equal(outputs.by_name, state['auth0_client.found'].client_id);
        assert.deepEqual(outputs.spas, ['Found by Terraform']);
        assert.equal(outputs.connection, 'auth0');
        assert.ok(outputs.management_scopes > 50, String(outputs.management_scopes));
        assert.equal(outputs.user, 'ada@example.com');
        assert.equal(outputs.tenant, 'localhost', 'the provider leaves out the port');
        assert.equal(outputs.current_keys, 1);
      },
    ],
    after: (state) => gone(`clients/${id(state, 'auth0_client.found')}`),
  },
};

for (const [name, { variables, checks, after: ended, override }] of Object.entries(CASES)) {
  test(`${name}: create, read, update, import, destroy, nothing left to do`, async () => {
    const workspace = await terraform.workspace(name, variables);
    const steps = await workspace.steps();
    assert.equal(steps.length, checks.length, 'a check for each step');
    let state;
    for (const [number, step] of steps.entries()) {
      await workspace.use(step);
      await workspace.apply();
      await workspace.plansNothing();
      state = await workspace.state();
      await checks[number](state);
    }
    await workspace.import(state, override);
    await workspace.destroy();
    await ended(state);
  });
}

/// `POST /oauth/token` for the Management API by this client.
function token(client_id, proof) {
  return server.token({ grant_type: 'client_credentials', client_id, audience: `${server.issuer}api/v2/`, ...proof });
}

/// The same with an assertion that the case's private key signs.
async function asserted(client) {
  const assertion = new SignJWT({})
    .setProtectedHeader({ alg: 'RS256' })
    .setIssuer(client)
    .setSubject(client)
    .setAudience(server.issuer)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime('2m');
  return token(client, {
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await assertion.sign(privateKey),
  });
}

/// The password grant of a native app.
function login(username) {
  return server.token({
    grant_type: 'http://auth0.com/oauth/grant-type/password-realm',
    realm: 'Username-Password-Authentication',
    client_id: 'native',
    username,
    password: 'correct-horse-battery-9',
    scope: 'openid',
  });
}

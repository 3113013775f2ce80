// The tenant that the clients under test meet.

export const CONNECTION = 'Username-Password-Authentication';
export const PASSWORD = 'correct-horse-battery';
export const EMAIL = 'ada@example.com';

const NATIVE = {
  name: 'Native',
  client_id: 'native',
  app_type: 'native',
  token_endpoint_auth_method: 'none',
  grant_types: [
    'authorization_code',
    'refresh_token',
    'password',
    'http://auth0.com/oauth/grant-type/password-realm',
  ],
  callbacks: ['com.example.app://callback'],
  refresh_token: {
    rotation_type: 'rotating',
    expiration_type: 'expiring',
    leeway: 0,
    token_lifetime: 2592000,
    idle_token_lifetime: 1296000,
  },
  session_transfer: { can_create_session_transfer_token: true, enforce_cascade_revocation: true },
};

/// What the tools log in with.
export const AUTOMATION = { client_id: 'automation', client_secret: 'automation-secret' };

/// One that may only read logs.
export const POWERLESS = { client_id: 'powerless', client_secret: 'powerless-secret' };

const MACHINE = {
  name: 'Automation',
  ...AUTOMATION,
  app_type: 'non_interactive',
  grant_types: ['client_credentials'],
};

const READER = { ...MACHINE, name: 'Powerless', ...POWERLESS };

/// A web client at this base URL that takes transfers by query and by cookie.
export function web(id, base, more = {}) {
  return {
    name: id,
    client_id: id,
    client_secret: `${id}-secret`,
    app_type: 'regular_web',
    token_endpoint_auth_method: 'client_secret_post',
    oidc_conformant: true,
    grant_types: ['authorization_code', 'refresh_token', 'implicit'],
    callbacks: [`${base}/callback`],
    allowed_logout_urls: [base, `${base}/`, `${base}/bye`],
    session_transfer: {
      allowed_authentication_methods: ['cookie', 'query'],
      enforce_device_binding: 'ip',
    },
    ...more,
  };
}

/// The tenant file's text: JSON is YAML.
export function tenantFile(webClients) {
  const clients = [NATIVE, MACHINE, READER, ...webClients];
  return JSON.stringify({
    tenant: { friendly_name: 'Compatibility', default_directory: CONNECTION },
    databases: [{ name: CONNECTION, enabled_clients: clients.map((client) => client.name) }],
    clients,
    clientGrants: [
      { client_id: 'Automation', audience: 'https://##DOMAIN##/api/v2/', scope: ['*'] },
      { client_id: 'Powerless', audience: 'https://##DOMAIN##/api/v2/', scope: ['read:logs'] },
    ],
    users: [
      {
        email: EMAIL,
        password: PASSWORD,
        email_verified: true,
        connection: CONNECTION,
        user_id: 'auth0|ada',
        given_name: 'Ada',
      },
    ],
  });
}

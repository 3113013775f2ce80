import { Auth0Client } from '@auth0/nextjs-auth0/server';

/// Everything is in the environment: AUTH0_DOMAIN and the rest.
export const auth0 = new Auth0Client({ authorizationParameters: { scope: 'openid profile email offline_access' } });

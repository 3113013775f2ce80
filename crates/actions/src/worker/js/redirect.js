// `api.redirect`: where the user goes, and the signed tokens (RFC 7519, HS256) that travel with them and come back.
(function (host, tools, event) {
  'use strict';
  const { wish, string } = tools;
  // As it was when the run began: the Action may change its own copy.
  const { protocol = '', prompt = [] } = event.transaction ?? {};
  const possible = !protocol.startsWith('oauth2-') && !prompt.includes('none');
  const { hostname, ip, query = {}, body = {} } = event.request ?? {};
  const subject = event.user?.user_id;
  const parameters = { ...query, ...body };
  const state = query.state ?? body.state;
  const bytes = (text) => host.decode(text, 'utf8');
  const signature = (secret, text) => host.hmac('SHA-256', bytes(secret), bytes(text));
  const keyOf = (secret) => {
    if (string(secret, 'The secret') === '') throw new TypeError('The secret must not be empty');
    return secret;
  };
  const encodeToken = ({ secret, expiresInSeconds = 900, payload = {} } = {}) => {
    const key = keyOf(secret);
    if (!Number.isFinite(expiresInSeconds) || expiresInSeconds <= 0) {
      throw new TypeError('expiresInSeconds must be a positive number');
    }
    const now = Math.floor(Date.now() / 1000);
    const claims = { iat: now, iss: hostname, sub: subject, exp: now + Math.floor(expiresInSeconds), ip, ...payload };
    const encoded = (value) => host.encode(bytes(host.text(JSON.stringify(value))), 'base64url');
    const signed = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded(claims)}`;
    return `${signed}.${host.encode(signature(key, signed), 'base64url')}`;
  };
  const invalid = (why) => new Error(`The session token is invalid: ${why}`);
  const claimsOf = (token, key) => {
    const [header, claims, signed, ...more] = token.split('.');
    if (signed === undefined || more.length > 0) throw invalid('it is no JSON Web Token.');
    const read = (part) => {
      try {
        return JSON.parse(host.encode(host.decode(part, 'base64url'), 'utf8')) ?? {};
      } catch {
        throw invalid('it cannot be read.');
      }
    };
    if (read(header).alg !== 'HS256') throw invalid('it is not signed with HS256.');
    if (!host.equal(signature(key, `${header}.${claims}`), host.decode(signed, 'base64url'))) {
      throw invalid('its signature does not match.');
    }
    return read(claims);
  };
  const validateToken = ({ secret, tokenParameterName = 'session_token' } = {}) => {
    const key = keyOf(secret);
    const token = parameters[string(tokenParameterName, 'tokenParameterName')];
    if (typeof token !== 'string') throw invalid(`there is no parameter ${tokenParameterName}.`);
    const claims = claimsOf(token, key);
    const now = Date.now() / 1000;
    if (typeof claims.exp !== 'number' || claims.exp <= now) throw invalid('it is expired.');
    if (typeof claims.nbf === 'number' && claims.nbf > now) throw invalid('it is not valid yet.');
    if (claims.state === undefined || claims.state !== state) {
      throw invalid('State in the token does not match the /continue state.');
    }
    return claims;
  };
  const sendUserTo = (url, options = {}) => {
    const pairs = Object.entries(options?.query ?? {}).filter(([, value]) => value !== undefined && value !== null);
    const texts = pairs.map(([name, value]) => [host.text(name), host.text(value)]);
    wish('redirect', { url: string(url instanceof URL ? url.href : url, 'The address'), query: Object.fromEntries(texts) });
  };
  return { redirect: { canRedirect: () => possible, encodeToken, validateToken, sendUserTo } };
})

// `api`: the commands of an Action. Nothing happens here: every command is sent to the server, which decides.
(function (host) {
  'use strict';
  const { stringify } = JSON;
  const wish = (op, fields) => host.command(stringify({ op, ...fields }));
  const string = (value, what) => {
    if (typeof value !== 'string') throw new TypeError(`${what} must be a string`);
    return host.text(value);
  };
  const json = (value, what) => {
    const written = value === undefined ? 'null' : stringify(value);
    if (written === undefined) throw new TypeError(`${what} must be a JSON value`);
    return JSON.parse(written);
  };
  const milliseconds = (value, what) => {
    const number = value instanceof Date ? value.getTime() : value;
    if (typeof number !== 'number' || !Number.isFinite(number)) {
      throw new TypeError(`${what} must be a time in milliseconds`);
    }
    return Math.trunc(number);
  };
  const missing = (name) => () => {
    throw new Error(`api.${name} is not available here`);
  };
  const without = (group, names) =>
    Object.fromEntries(names.map((name) => [name, missing(`${group}.${name}`)]));

  const cache = () => ({
    get: (key) => JSON.parse(host.ask('cache', stringify({ get: string(key, 'The key') }))) ?? undefined,
    set: (key, value, options = {}) => {
      const request = { set: string(key, 'The key'), value: string(value, 'The value') };
      if (options.ttl !== undefined) request.ttl = milliseconds(options.ttl, 'ttl');
      if (options.expires_at !== undefined) request.expires_at = milliseconds(options.expires_at, 'expires_at');
      return JSON.parse(host.ask('cache', stringify(request)));
    },
    delete: (key) => JSON.parse(host.ask('cache', stringify({ delete: string(key, 'The key') }))),
  });
  const metadata = (target) => ({
    setMetadata: (key, value) =>
      void wish(`${target}.metadata`, { key: string(key, 'The key'), value: value === null ? null : string(value, 'The value') }),
    deleteMetadata: (key) => void wish(`${target}.metadata`, { key: string(key, 'The key'), value: null }),
    evictMetadata: () => void wish(`${target}.evict_metadata`, {}),
  });
  const expiry = (target) => ({
    setExpiresAt: (at) => void wish(`${target}.expires_at`, { at: milliseconds(at, 'The absolute expiry') }),
    setIdleExpiresAt: (at) => void wish(`${target}.idle_expires_at`, { at: milliseconds(at, 'The idle expiry') }),
  });
  const claims = (op) => (name, value) => void wish(op, { name: string(name, 'The name of a claim'), value: json(value, 'A claim') });
  const userMetadata = {
    setUserMetadata: (key, value) => void wish('user.metadata', { key: string(key, 'The key'), value: json(value, 'The value') }),
    setAppMetadata: (key, value) => void wish('app.metadata', { key: string(key, 'The key'), value: json(value, 'The value') }),
  };

  // Methods give their own object back where Auth0's can be chained.
  const chained = (object, root) =>
    Object.fromEntries(
      Object.entries(object).map(([name, method]) => [
        name,
        (...values) => {
          const result = method(...values);
          return result === undefined ? root() : result;
        },
      ]),
    );

  // Most Actions use one group of many: each is made when it is first asked for.
  const lazily = (api, name, make) => {
    const set = (value) => Object.defineProperty(api, name, { configurable: true, enumerable: true, writable: true, value });
    const get = () => {
      const value = make();
      set(value);
      return value;
    };
    Object.defineProperty(api, name, { configurable: true, enumerable: true, get, set });
  };

  const factors = (op, wanted) => {
    if (!Array.isArray(wanted) || wanted.length === 0) throw new TypeError('The factors must be a list');
    wish(op, { factors: wanted.map((factor) => string(factor?.type, 'The type of a factor')) });
  };

  const saml = [
    'setAttribute', 'setAudience', 'setRecipient', 'setDestination', 'setIssuer', 'setLifetimeInSeconds',
    'setNameIdentifierFormat', 'setNameIdentifierProbes', 'setSignResponse', 'setSignatureAlgorithm', 'setDigestAlgorithm',
    'setIncludeAttributeNameFormat', 'setTypedAttributes', 'setCreateUpnClaim', 'setMapIdentities', 'setMapUnknownClaimsAsIs',
    'setPassthroughClaimsWithNoMapping', 'setAuthnContextClassRef', 'setRelayState', 'setSigningCert', 'setCert', 'setKey',
    'setEncryptionCert', 'setEncryptionPublicKey', 'setEncryptionAlgorithm',
  ];
  const samlResponse = () =>
    Object.fromEntries(
      saml.map((name) => [name, (...values) => void wish('saml', { name, values: json(values, 'The value') })]),
    );

  const postLogin = (event) => {
    const api = {};
    const groups = {
      access: () => ({ deny: (reason) => void wish('access.deny', { reason: string(reason, 'The reason') }) }),
      accessToken: () => ({
        setCustomClaim: claims('access_token.claim'),
        addScope: (scope) => void wish('access_token.add_scope', { scope: string(scope, 'The scope') }),
        removeScope: (scope) => void wish('access_token.remove_scope', { scope: string(scope, 'The scope') }),
      }),
      idToken: () => ({ setCustomClaim: claims('id_token.claim') }),
      samlResponse,
      session: () => ({
        revoke: (reason, options) =>
          void wish('session.revoke', {
            reason: string(reason, 'The reason'),
            preserve_refresh_tokens: options?.preserveRefreshTokens === true,
          }),
        setCookieMode: (mode) => {
          if (mode !== 'persistent' && mode !== 'non-persistent') {
            throw new TypeError("The mode must be 'persistent' or 'non-persistent'");
          }
          wish('session.cookie_mode', { mode });
        },
        ...expiry('session'),
        ...metadata('session'),
      }),
      refreshToken: () => ({
        revoke: (reason) => void wish('refresh_token.revoke', { reason: string(reason, 'The reason') }),
        ...expiry('refresh_token'),
        ...metadata('refresh_token'),
      }),
      user: () => userMetadata,
      transaction: () => ({
        setMetadata: (key, value) =>
          void wish('transaction.metadata', { key: string(key, 'The key'), value: json(value, 'The value') }),
      }),
      validation: () => ({
        error: (code, message) =>
          void wish('access.deny', { reason: string(message, 'The message'), code: string(code, 'The code') }),
      }),
      authentication: () => ({
        recordMethod: (url) => void wish('authentication.method', { url: string(url, 'The method') }),
        challengeWith: (factor, options) => void factors('authentication.challenge', [factor, ...(options?.additionalFactors ?? [])]),
        challengeWithAny: (any) => void factors('authentication.challenge', any),
        enrollWith: (factor, options) => void factors('authentication.enroll', [factor, ...(options?.additionalFactors ?? [])]),
        enrollWithAny: (any) => void factors('authentication.enroll', any),
        ...without('authentication', ['setPrimaryUser']),
      }),
      multifactor: () => ({
        enable: (provider, options) =>
          void wish('multifactor', {
            provider: string(provider, 'The provider'),
            remember: options?.allowRememberBrowser === true,
          }),
      }),
      redirect: () => host.part('redirect')(host, { wish, string }, event).redirect,
      prompt: () => without('prompt', ['render']),
      groups: () => without('groups', ['getUserGroups', 'hasGroupMembership']),
    };
    for (const name of Object.keys(groups)) lazily(api, name, () => chained(groups[name](), () => api));
    lazily(api, 'rules', () => ({ wasExecuted: () => false }));
    lazily(api, 'cache', cache);
    return api;
  };

  const credentialsExchange = () => {
    const api = { cache: cache() };
    api.access = chained(
      { deny: (code, reason) => void wish('access.deny', { code: string(code, 'The code'), reason: string(reason, 'The reason') }) },
      () => api,
    );
    api.accessToken = chained({ setCustomClaim: claims('access_token.claim') }, () => api);
    return api;
  };

  const preUserRegistration = () => {
    const api = { cache: cache() };
    const groups = {
      access: {
        deny: (reason, message) =>
          void wish('access.deny', {
            reason: string(reason, 'The reason'),
            message: message === undefined ? null : string(message, 'The message'),
          }),
      },
      user: userMetadata,
      validation: {
        error: (code, message) =>
          void wish('access.deny', {
            code: string(code, 'The code'),
            reason: string(message, 'The message'),
            message: string(message, 'The message'),
          }),
      },
    };
    for (const [name, group] of Object.entries(groups)) api[name] = chained(group, () => api);
    return api;
  };

  const customEmailProvider = () => {
    const api = { cache: cache() };
    const notification = {
      drop: (reason) => void wish('notification.drop', { reason: string(reason, 'The reason') }),
      retry: (reason) => void wish('notification.retry', { reason: string(reason, 'The reason') }),
    };
    api.notification = chained(notification, () => api);
    return api;
  };

  const makers = {
    onExecutePostLogin: postLogin,
    onContinuePostLogin: postLogin,
    onExecuteCredentialsExchange: credentialsExchange,
    onExecutePreUserRegistration: preUserRegistration,
    onExecuteCustomEmailProvider: customEmailProvider,
  };
  return (handler, event) => (makers[handler] ?? (() => ({ cache: cache() })))(event);
})

// A virtual authenticator in a Chromium page, by the DevTools protocol.

const USUAL = {
  protocol: 'ctap2',
  transport: 'usb',
  hasResidentKey: false,
  hasUserVerification: true,
  isUserVerified: true,
  automaticPresenceSimulation: true,
};

/// Plugs one in; what it is can be told from the usual one.
export async function plugIn(page, more = {}) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const options = { ...USUAL, ...more };
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', { options });
  const ask = (method, parameters = {}) => devtools.send(`WebAuthn.${method}`, { authenticatorId, ...parameters });
  return {
    credentials: async () => (await ask('getCredentials')).credentials,
    add: (credential) => ask('addCredential', { credential }),
    verify: (isUserVerified) => ask('setUserVerified', { isUserVerified }),
    unplug: () => ask('removeVirtualAuthenticator'),
  };
}

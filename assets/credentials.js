"use strict";
// What a page gives to `navigator.credentials`, and gets from it, as JSON with base64url (WebAuthn level 3, §5.1.8 to §5.1.10).
const credentials = (() => {
  const bytes = (text) => {
    const binary = atob(text.replace(/-/gu, "+").replace(/_/gu, "/"));
    return Uint8Array.from(binary, (c) => c.charCodeAt(0)).buffer;
  };
  const text = (buffer) => {
    const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
    return btoa(letters).replace(/\+/gu, "-").replace(/\//gu, "_").replace(/=/gu, "");
  };
  const named = (list) => list.map((one) => ({ ...one, id: bytes(one.id) }));
  const read = (options) => {
    const publicKey = { ...options, challenge: bytes(options.challenge) };
    if (options.user) publicKey.user = { ...options.user, id: bytes(options.user.id) };
    if (options.excludeCredentials) publicKey.excludeCredentials = named(options.excludeCredentials);
    if (options.allowCredentials) publicKey.allowCredentials = named(options.allowCredentials);
    return publicKey;
  };
  const MEMBERS = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const written = (credential) => {
    const response = {};
    for (const name of MEMBERS) {
      if (credential.response[name]) response[name] = text(credential.response[name]);
    }
    if (credential.response.getTransports) response.transports = credential.response.getTransports();
    return JSON.stringify({
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
      response,
      clientExtensionResults: credential.getClientExtensionResults(),
    });
  };
  return { read, written };
})();

"use strict";
// Passkeys: no page can ask for one without a script. The answer is sent as JSON with base64url, like a typed field.
const decode = (text) => {
  const base64 = text.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
};
const encode = (buffer) => {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
};
const ids = (list) => list?.map((one) => ({ ...one, id: decode(one.id) }));
const written = (credential) => {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = encode(credential.response[name]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  const { id, type, authenticatorAttachment } = credential;
  return JSON.stringify({ id, rawId: encode(credential.rawId), type, authenticatorAttachment, response });
};
const form = document.getElementById("passkey-form");
if (form && window.PublicKeyCredential) {
  const options = JSON.parse(form.dataset.options);
  const button = document.getElementById("passkey-button");
  const publicKey = { ...options, challenge: decode(options.challenge) };
  if (options.user) {
    publicKey.user = { ...options.user, id: decode(options.user.id) };
    publicKey.excludeCredentials = ids(options.excludeCredentials);
  } else {
    publicKey.allowCredentials = ids(options.allowCredentials);
  }
  const send = (credential) => {
    form.elements.passkey.value = written(credential);
    form.requestSubmit();
  };
  let waiting = new AbortController();
  const ask = async (mediation) => {
    const { signal } = waiting;
    if (options.user) return navigator.credentials.create({ publicKey, signal });
    return navigator.credentials.get(mediation ? { publicKey, mediation, signal } : { publicKey, signal });
  };
  if (form.dataset.ui !== "autofill") button.hidden = false;
  button.addEventListener("click", async () => {
    // One request at a time: what waits in the field's list makes room.
    waiting.abort();
    waiting = new AbortController();
    document.getElementById("passkey-error").textContent = "";
    try {
      send(await ask());
    } catch (problem) {
      if (problem.name !== "AbortError") {
        document.getElementById("passkey-error").textContent = form.dataset.failed;
      }
    }
  });
  const offer = async () => {
    const field = document.getElementById("username");
    const isAvailable = await PublicKeyCredential.isConditionalMediationAvailable?.();
    if (!isAvailable || !field) return;
    field.autocomplete = "username webauthn";
    try {
      send(await ask("conditional"));
    } catch {
      // The user has typed, or pressed the button.
    }
  };
  if (!options.user && form.dataset.ui !== "button") offer();
}

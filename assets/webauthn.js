"use strict";
// A form with `data-webauthn` asks an authenticator, and sends what it answers in the field that the form names. What the
// authenticator is asked comes from the server, as JSON with base64url (WebAuthn level 3, §5.1.8 and §5.1.9).
(() => {
  const bytes = (text) => {
    const binary = atob(text.replace(/-/gu, "+").replace(/_/gu, "/"));
    return Uint8Array.from(binary, (c) => c.charCodeAt(0)).buffer;
  };
  const text = (buffer) => {
    const binary = String.fromCharCode(...new Uint8Array(buffer));
    return btoa(binary).replace(/\+/gu, "-").replace(/\//gu, "_").replace(/=/gu, "");
  };
  const read = (options) => {
    const named = (list) => list?.map((one) => ({ ...one, id: bytes(one.id) }));
    const publicKey = { ...options, challenge: bytes(options.challenge) };
    if (options.user) publicKey.user = { ...options.user, id: bytes(options.user.id) };
    if (options.excludeCredentials) publicKey.excludeCredentials = named(options.excludeCredentials);
    if (options.allowCredentials) publicKey.allowCredentials = named(options.allowCredentials);
    return publicKey;
  };
  const written = (credential) => {
    const { response } = credential;
    const answer = { clientDataJSON: text(response.clientDataJSON) };
    if (response.attestationObject) {
      answer.attestationObject = text(response.attestationObject);
      answer.transports = response.getTransports?.() ?? [];
    } else {
      answer.authenticatorData = text(response.authenticatorData);
      answer.signature = text(response.signature);
      if (response.userHandle) answer.userHandle = text(response.userHandle);
    }
    return JSON.stringify({
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
      response: answer,
      clientExtensionResults: credential.getClientExtensionResults(),
    });
  };
  const ask = (form, more) => {
    const publicKey = read(JSON.parse(form.dataset.options));
    const isNew = form.dataset.webauthn === "create";
    return isNew
      ? navigator.credentials.create({ publicKey, ...more })
      : navigator.credentials.get({ publicKey, ...more });
  };
  // `submit()` sends no button's value and asks no listener.
  const send = (form, fields) => {
    for (const [name, value] of Object.entries(fields)) {
      const field = form.querySelector(`input[name="${name}"]`) ?? form.appendChild(document.createElement("input"));
      Object.assign(field, { type: "hidden", name, value });
    }
    form.submit();
  };
  const platform = () => window.PublicKeyCredential?.isUserVerifyingPlatformAuthenticatorAvailable?.() ?? false;
  for (const form of document.querySelectorAll("form[data-webauthn]")) {
    const field = form.dataset.field;
    const status = form.querySelector("[data-awaiting]");
    const start = form.querySelector("button[data-asks]");
    start.hidden = !window.PublicKeyCredential;
    start.addEventListener("click", async (event) => {
      event.preventDefault();
      start.disabled = true;
      status.textContent = status.dataset.awaiting;
      try {
        const credential = await ask(form);
        send(form, { [field]: written(credential), action: "default" });
      } catch (error) {
        const { name, message } = error;
        send(form, { action: `showError::${JSON.stringify({ name, message: message.slice(0, 200) })}` });
      }
    });
    // What this device cannot do is not offered.
    if (form.dataset.skips) {
      Promise.resolve(platform()).then((can) => can || send(form, { action: form.dataset.skips }));
    }
  }
})();

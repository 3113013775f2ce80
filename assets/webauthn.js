"use strict";
// A form with `data-webauthn` asks an authenticator, and sends what it answers in the field that the form names.
(() => {
  const ask = (form) => {
    const publicKey = credentials.read(JSON.parse(form.dataset.options));
    const isNew = form.dataset.webauthn === "create";
    return isNew ? navigator.credentials.create({ publicKey }) : navigator.credentials.get({ publicKey });
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
        send(form, { [field]: credentials.written(credential), action: "default" });
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

"use strict";
// Passkeys: no page can ask for one without a script. The answer is sent like a typed field.
const form = document.getElementById("passkey-form");
if (form && window.PublicKeyCredential) {
  const options = JSON.parse(form.dataset.options);
  const button = document.getElementById("passkey-button");
  const publicKey = credentials.read(options);
  const send = async (credential) => {
    // Who has shown a passkey of another device may want one on this.
    const isUserVerifyingPlatformAuthenticatorAvailable =
      (await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable?.()) ?? false;
    const answer = { ...JSON.parse(credentials.written(credential)), isUserVerifyingPlatformAuthenticatorAvailable };
    form.elements.passkey.value = JSON.stringify(answer);
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
      await send(await ask());
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
      await send(await ask("conditional"));
    } catch {
      // The user has typed, or pressed the button.
    }
  };
  if (!options.user && form.dataset.ui !== "button") offer();
}

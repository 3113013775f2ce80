"use strict";
// Pages work without this: it shows what only a script can do.
for (const button of document.querySelectorAll("button.reveal")) {
  const field = document.getElementById(button.getAttribute("aria-controls"));
  const [show, hide] = [button.textContent, button.dataset.hide];
  button.hidden = false;
  button.addEventListener("click", () => {
    const isHidden = field.type === "password";
    field.type = isHidden ? "text" : "password";
    button.textContent = isHidden ? hide : show;
  });
  // A password that is sent is a password again: browsers remember what text fields held.
  field.form.addEventListener("submit", () => {
    field.type = "password";
  });
}

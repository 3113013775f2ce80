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
// Which rules the new password meets, while it is typed. The server decides.
for (const rules of document.querySelectorAll(".rules[data-of]")) {
  const field = document.getElementById(rules.dataset.of);
  const kinds = { lower: /\p{Ll}/u, upper: /\p{Lu}/u, digit: /\p{N}/u, special: /[^\p{L}\p{N}]/u };
  const tests = {
    length: (typed, least) => [...typed].length >= least,
    classes: (typed, least) => Object.values(kinds).filter((kind) => kind.test(typed)).length >= least,
  };
  const marks = [...rules.querySelectorAll("[data-rule]")].map((rule) => {
    const mark = document.createElement("span");
    mark.className = "mark";
    rule.prepend(mark);
    return [rule, mark];
  });
  const judge = () => {
    for (const [rule, mark] of marks) {
      const { rule: name, least } = rule.dataset;
      const isMet = name in tests ? tests[name](field.value, Number(least)) : kinds[name].test(field.value);
      rule.classList.toggle("met", isMet);
      mark.textContent = `${isMet ? rules.dataset.met : rules.dataset.missing} `;
    }
  };
  field.addEventListener("input", judge);
  judge();
}

"use strict";
// Pages work without this: it shows what only a script can do.
// A form that is on its way is not sent again by a second click; after a while it is, if no answer has come.
const PATIENCE = 5000;
for (const form of document.querySelectorAll("form")) {
  let sentAt = -Infinity;
  form.addEventListener("submit", (event) => {
    if (performance.now() - sentAt < PATIENCE) event.preventDefault();
    else sentAt = performance.now();
  });
  // The user is back, maybe on the page as it was left.
  window.addEventListener("pageshow", () => {
    sentAt = -Infinity;
  });
}
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
// A code is copied without the blanks that make it easier to read.
for (const button of document.querySelectorAll("button.copy")) {
  const code = document.getElementById(button.dataset.copies);
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(code.textContent.replace(/\s/gu, ""));
    button.nextElementSibling.textContent = button.dataset.copied;
  });
}
// Which rules the new password meets, while it is typed. The server decides.
for (const rules of document.querySelectorAll(".rules[data-of]")) {
  const field = document.getElementById(rules.dataset.of);
  const kinds = { lower: /\p{Ll}/u, upper: /\p{Lu}/u, digit: /\p{N}/u, special: /[^\p{L}\p{N}]/u };
  const follows = ([a, b, c], step) => b - a === step && c - b === step;
  const isSequence = (run) => {
    const codes = [...run.toLowerCase()].map((c) => c.codePointAt(0));
    return /^[a-z\d]{3}$/iu.test(run) && (follows(codes, 1) || follows(codes, -1));
  };
  const runs = (typed) => [...typed].map((_, at, all) => all.slice(at, at + 3).join(""));
  const tests = {
    length: (typed, least) => [...typed].length >= least,
    kinds: (typed, least, rule) => {
      const listed = [...rule.querySelectorAll("[data-rule]")].map((kind) => kinds[kind.dataset.rule]);
      return listed.filter((kind) => kind.test(typed)).length >= least;
    },
    identical: (typed) => typed !== "" && !/(.)\1\1/su.test(typed),
    sequence: (typed) => typed !== "" && !runs(typed).some(isSequence),
    bytes: (typed, most) => typed !== "" && new TextEncoder().encode(typed).length <= most,
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
      const isMet = name in tests ? tests[name](field.value, Number(least), rule) : kinds[name].test(field.value);
      rule.classList.toggle("met", isMet);
      mark.textContent = `${isMet ? rules.dataset.met : rules.dataset.missing} `;
    }
  };
  field.addEventListener("input", judge);
  judge();
}

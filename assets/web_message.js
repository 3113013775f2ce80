"use strict";
const message = document.getElementById("message");
// In a frame the application is the parent, in a popup it is the opener.
const receiver = window.parent !== window ? window.parent : window.opener;
if (receiver) {
  // The browser delivers only if the receiver is of exactly this origin.
  receiver.postMessage(
    { type: "authorization_response", response: JSON.parse(message.dataset.response) },
    message.dataset.target,
  );
}

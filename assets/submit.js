"use strict";
// A field named "submit" would hide the form's own method, so it is called by its prototype.
HTMLFormElement.prototype.submit.call(document.forms[0]);

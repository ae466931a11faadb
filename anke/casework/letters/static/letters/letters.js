/* While a letter is written: what stands beside it is renewed without closing what was opened or moving what
   was scrolled; and a save that did not come through is told. Without this, the form saves by its button. */
(function () {
  "use strict";
  var side = document.getElementById("letter-side");
  var lost = document.getElementById("not-saved");
  var kept = null;
  if (!side) { return; }

  function help() { return document.getElementById("reading-help"); }

  document.addEventListener("htmx:beforeSwap", function (event) {
    if (event.detail.target === side) {
      kept = { open: help() ? help().open : null, at: side.scrollTop };
    }
  });
  document.addEventListener("htmx:afterSwap", function (event) {
    if (event.detail.target !== side) { return; }
    lost.hidden = true;
    if (kept && kept.open !== null && help()) { help().open = kept.open; }
    if (kept) { side.scrollTop = kept.at; }
  });
  ["htmx:sendError", "htmx:responseError", "htmx:timeout"].forEach(function (name) {
    document.addEventListener(name, function () { lost.hidden = false; });
  });
})();

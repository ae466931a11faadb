/* Keys for a list of cases. Everything they do, links and boxes do as well. They can be turned off. */
(function () {
  "use strict";
  var KEY = "anke-keys";

  function on() {
    try { return window.localStorage.getItem(KEY) !== "off"; } catch (ignored) { return true; }
  }
  function all(what) { return Array.prototype.slice.call(document.querySelectorAll(what)); }
  function one(id) { return document.getElementById(id); }

  function row() {
    var at = document.activeElement;
    return at && at.closest ? at.closest(".anke-list tbody tr") : null;
  }
  function move(by) {
    var rows = all(".anke-list tbody tr"), here = rows.indexOf(row());
    var next = rows[here < 0 ? (by > 0 ? 0 : rows.length - 1) : here + by];
    if (!next) { return; }
    next.querySelector("a.anke-open").focus();
    next.scrollIntoView({ block: "nearest" });
  }
  function pick() {
    var here = row(), box = here && here.querySelector(".anke-pick");
    if (box) { box.checked = !box.checked; count(); }
  }
  function count() {
    var told = one("bulk-count");
    if (told) { told.textContent = String(all(".anke-pick:checked").length); }
  }
  function open(id, inside) {
    var part = one(id);
    if (!part) { return; }
    part.open = true;
    (part.querySelector(inside) || part).focus();
    part.scrollIntoView({ block: "nearest" });
  }
  function follow(id) {
    var link = one(id);
    if (link) { link.click(); }
  }

  var ACTS = {
    j: function () { move(1); },
    k: function () { move(-1); },
    ArrowDown: function () { move(1); },
    ArrowUp: function () { move(-1); },
    x: pick,
    n: function () { follow("page-after"); },
    p: function () { follow("page-before"); },
    "/": function () { open("filters", "#find"); },
    "?": function () { open("list-help", "summary"); }
  };

  document.addEventListener("keydown", function (event) {
    var at = event.target, typing = at.closest && at.closest("input:not([type=checkbox]), select, textarea");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !on()) { return; }
    // Arrows scroll the page until one is in the list: only then do they lead from case to case.
    if (event.key.indexOf("Arrow") === 0 && !row()) { return; }
    if (Object.prototype.hasOwnProperty.call(ACTS, event.key)) {
      ACTS[event.key]();
      event.preventDefault();
    }
  });
  // A number typed is sent with Enter; leaving the field afterwards asks for nothing more.
  document.addEventListener("htmx:configRequest", function (event) {
    var by = event.detail.triggeringEvent;
    if (by && by.type === "change" && by.target.id === "find") { event.preventDefault(); }
  });
  document.addEventListener("change", function (event) {
    if (event.target.classList.contains("anke-pick")) { count(); }
  });

  function prepare() {
    var button = one("keys-switch");
    if (button) {
      button.hidden = false;
      button.textContent = on() ? button.dataset.on : button.dataset.off;
      button.onclick = function () {
        try { window.localStorage.setItem(KEY, on() ? "off" : "on"); } catch (ignored) { return; }
        prepare();
      };
    }
    count();
  }
  prepare();
  document.addEventListener("htmx:afterSettle", function () {
    var said = one("worklist-said"), sum = one("worklist-sum");
    if (said && sum) { said.textContent = sum.textContent; }
    prepare();
  });
})();

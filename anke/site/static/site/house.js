/* What every page shares. htmx only makes quicker what links and forms do without it. */
(function () {
  "use strict";
  if (!window.htmx) { return; }
  // Set before htmx is ready: the content policy allows no style and no script made on the way.
  window.htmx.config.includeIndicatorStyles = false;
  window.htmx.config.allowEval = false;
  window.htmx.config.allowScriptTags = false;
  window.htmx.config.selfRequestsOnly = true;
  window.htmx.config.historyCacheSize = 0; // pages hold personal data: none is left in the browser's storage
  window.htmx.config.refreshOnHistoryMiss = true;
  // A sentence about what is wrong is shown where the answer would have been.
  window.htmx.config.responseHandling = [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "[45]..", swap: false, error: true }
  ];

  document.addEventListener("htmx:configRequest", function (event) {
    var token = document.querySelector("input[name=csrfmiddlewaretoken]");
    if (token) { event.detail.headers["X-CSRFToken"] = token.value; }
    if (event.detail.verb === "get") { // what was left empty asks for nothing, and stays out of the address
      var given = event.detail.formData, empty = [];
      given.forEach(function (value, name) { if (value === "") { empty.push(name); } });
      empty.forEach(function (name) { given.delete(name); });
    }
  });
  // Whatever htmx cannot do, the browser does by itself: the same address, as a page.
  document.addEventListener("htmx:responseError", function (event) {
    if (event.detail.requestConfig.verb === "get") {
      window.location.assign(event.detail.pathInfo.finalRequestPath);
    }
  });
})();

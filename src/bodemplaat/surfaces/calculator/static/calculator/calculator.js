/* Model files on top of pages that work without: that something is being worked out. */
"use strict";

/* A report is asked anew when one comes back to it: nothing of it is kept in the browser. */
htmx.config.historyCacheSize = 0;

/* While a file is sent and worked out: a line that says so. */
document.addEventListener("submit", (event) => {
  const place = event.target.querySelector("[data-working]");
  if (place && !event.defaultPrevented) place.hidden = false;
});
addEventListener("pageshow", () => {
  for (const place of document.querySelectorAll("[data-working]")) place.hidden = true;
});

/* When the report could not be fetched, the page itself asks for it and shows what there is to say. */
for (const failed of ["htmx:responseError", "htmx:sendError"])
  document.addEventListener(failed, (event) => {
    const awaited = event.target.closest("[data-awaited]");
    if (awaited) location.assign(awaited.dataset.awaited);
  });

/* Invoices on top of pages that work without: that files are being judged, and copying a reply. */
"use strict";

document.addEventListener("submit", (event) => {
  const place = event.target.querySelector("[data-working]");
  if (place && !event.defaultPrevented) place.hidden = false;
});
addEventListener("pageshow", () => {
  for (const place of document.querySelectorAll("[data-working]")) place.hidden = true;
});

if (navigator.clipboard)
  for (const button of document.querySelectorAll("[data-copies]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const field = document.getElementById(button.dataset.copies);
      await navigator.clipboard.writeText(field.value);
      (button.closest("details") || document).querySelector("[data-copied]").hidden = false;
    });
  }

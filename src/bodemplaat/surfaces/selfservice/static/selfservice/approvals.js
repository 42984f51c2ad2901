/* The list of approvals: a claim opens beside the list where there is room, and as its own page where there is not. */
"use strict";

const panel = document.getElementById("panel");
const beside = matchMedia("(min-width: 64rem)");

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.target !== panel) return;
  if (beside.matches) return;
  event.preventDefault();
  location.href = event.detail.elt.href;
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target !== panel) return;
  panel.hidden = false;
  for (const row of document.querySelectorAll("[data-row]")) row.classList.toggle("is-selected", row.contains(event.detail.requestConfig.elt));
  panel.focus();
});
for (const part of document.querySelectorAll("[data-selection]")) part.hidden = false;

/* The desk on top of pages that work without: an opened claim beside its list, and how far an upload is. */
"use strict";

/* Pages hold personal data: none is kept in the browser, going back asks the server again. */
htmx.config.historyCacheSize = 0;
htmx.config.refreshOnHistoryMiss = true;

/* A refusal is a page too: show what it says. */
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status >= 400) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

/* After a part was replaced, the eye belongs on what is wrong, else on what was opened. */
document.addEventListener("htmx:afterSettle", (event) => {
  const place = document.getElementById(event.detail.target.id) || document.getElementById("main");
  if (!place) return;
  if (place.id === "case") showOpened();
  const focus = place.querySelector(".error-summary, [role=alert], [aria-invalid=true]") || place.querySelector("[data-focus]");
  if (!focus) return;
  if (!focus.hasAttribute("tabindex") && !focus.matches("input, select, textarea")) focus.tabIndex = -1;
  focus.focus({ preventScroll: place.id === "case" && !matchMedia("(max-width: 48rem)").matches });
});

/* The row of the claim that is open now; on a phone the list makes room for it. */
const showOpened = () => {
  for (const row of document.querySelectorAll("[data-row]")) {
    const link = row.querySelector("a[href]");
    const open = link.pathname === location.pathname;
    row.toggleAttribute("data-current", open);
    if (open) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  document.getElementById("main").classList.add("is-case");
};

/* Book every line as the first: show it while choosing; the server does it either way. */
document.addEventListener("change", (event) => {
  const form = event.target.closest("[data-booking]");
  if (!form || !form.elements.all_as_first || !form.elements.all_as_first.checked) return;
  for (const name of ["taakveld", "cost_centre"]) {
    const boxes = [...form.querySelectorAll(`select[name^="${name}_"]`)];
    for (const box of boxes.slice(1)) box.value = boxes[0].value;
  }
});

/* How many payments are ticked, beside the button that takes them. */
const showChosen = () => {
  for (const place of document.querySelectorAll("[data-selected-payments]"))
    place.textContent = document.querySelectorAll("input[name=payments]:checked").length;
};
document.addEventListener("change", showChosen);
addEventListener("pageshow", showChosen);

/* How far an upload is: first what is sent, then that it is being read. */
document.addEventListener("htmx:xhr:progress", (event) => {
  const place = event.target.closest("form")?.querySelector("[data-upload-state]");
  if (!place || !event.detail.lengthComputable || !event.detail.total) return;
  const { loaded, total } = event.detail;
  place.hidden = false;
  const bar = place.querySelector("progress");
  const text = place.querySelector("[data-upload-text]");
  if (loaded < total) {
    const megabytes = (bytes) => new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 }).format(bytes / 1048576);
    bar.value = loaded / total;
    text.textContent = `${place.dataset.sending} ${megabytes(loaded)} / ${megabytes(total)} MB`;
  } else {
    bar.removeAttribute("value");
    text.textContent = place.dataset.reading;
  }
});

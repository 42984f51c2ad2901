/* What takes a while says so from the press on, and cannot be pressed twice. */
const works = document.querySelector("form[data-works]");
const state = works?.querySelector("[data-works-state]");

works?.addEventListener("submit", (event) => {
  state.hidden = false;
  setTimeout(() => { for (const button of works.querySelectorAll("button")) button.disabled = true; });
});

addEventListener("pageshow", () => {
  if (!works) return;
  state.hidden = true;
  for (const button of works.querySelectorAll("button")) button.disabled = false;
});

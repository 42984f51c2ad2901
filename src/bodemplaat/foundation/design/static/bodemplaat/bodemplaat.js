/* Small helps on top of pages that work without: appearance at once, keyboard on lists, select all, a preview of the
   chosen file, one submit only. No inline handlers; everything hangs on data attributes. */
"use strict";

/* Appearance: the form posts and sets a cookie; with this script the page changes without loading. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-appearance]") || !event.submitter) return;
  event.preventDefault();
  const choice = event.submitter.value;
  if (choice === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = choice;
  for (const button of form.querySelectorAll("button[name=appearance]")) {
    if (button === event.submitter) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
  const data = new FormData(form);
  data.set("appearance", choice);
  fetch(form.action, { method: "POST", body: data, redirect: "manual" });
});

/* One submit: the second press of the same button is refused while the first is under way. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "get" || form.hasAttribute("data-repeatable")) return;
  if (form.dataset.underWay) {
    event.preventDefault();
    return;
  }
  form.dataset.underWay = "yes";
  setTimeout(() => {
    for (const button of form.querySelectorAll("button:not([type=button])")) button.setAttribute("aria-disabled", "true");
  });
});
/* Leaving and coming back (or a part that HTMX replaced) frees the form again. */
const free = (root) => {
  for (const form of root.querySelectorAll("form[data-under-way]")) {
    delete form.dataset.underWay;
    for (const button of form.querySelectorAll("button[aria-disabled=true]")) button.removeAttribute("aria-disabled");
  }
};
addEventListener("pageshow", () => free(document));
document.addEventListener("htmx:afterRequest", () => free(document));

/* A row that scrolls sideways on a phone begins where its current place can be seen. */
const showCurrent = () => {
  for (const row of document.querySelectorAll(".site-navigation > ul, .chips, .tabs ul")) {
    const current = row.querySelector("[aria-current], .is-current");
    if (!current || row.scrollWidth <= row.clientWidth) continue;
    const [outer, inner] = [row.getBoundingClientRect(), current.getBoundingClientRect()];
    if (inner.left < outer.left || inner.right > outer.right)
      row.scrollLeft += inner.left - outer.left - Math.max(0, (outer.width - inner.width) / 2);
  }
};
showCurrent();
document.addEventListener("htmx:afterSettle", showCurrent);

/* What the register answers by itself: a box with a choice of its list in it says so in the select that asks for it. */
const showSaid = () => {
  for (const select of document.querySelectorAll("select[data-said-by]")) {
    const box = select.form?.elements[select.dataset.saidBy], open = select.options[0];
    if (!box?.list || open.value) continue;
    open.dataset.otherwise ??= open.textContent;
    const typed = box.value.trim().toLowerCase();
    const isKnown = [...box.list.options].some((option) => option.value.toLowerCase() === typed);
    open.textContent = isKnown ? select.dataset.said : open.dataset.otherwise;
  }
};
showSaid();
addEventListener("pageshow", showSaid);
document.addEventListener("input", (event) => { if (event.target.list) showSaid(); });

/* Menus close on Escape and on a click elsewhere. */
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

/* Select all: <input type=checkbox data-select-all="claims"> steers every input[name=claims] of its form. */
const boxesOf = (master) => (master.form || document).querySelectorAll(`input[type=checkbox][name="${master.dataset.selectAll}"]`);
const showSelection = (master) => {
  const boxes = [...boxesOf(master)];
  const chosen = boxes.filter((box) => box.checked).length;
  master.checked = chosen > 0 && chosen === boxes.length;
  master.indeterminate = chosen > 0 && chosen < boxes.length;
  for (const place of (master.form || document).querySelectorAll("[data-selected-count]")) place.textContent = chosen;
};
document.addEventListener("change", (event) => {
  const box = event.target;
  if (!box.matches("input[type=checkbox]")) return;
  if (box.dataset.selectAll) for (const other of boxesOf(box)) other.checked = box.checked;
  for (const master of document.querySelectorAll("[data-select-all]")) showSelection(master);
});
for (const master of document.querySelectorAll("[data-select-all]")) {
  master.hidden = false;
  showSelection(master);
}

const sizeOf = ({ size }) => {
  const [amount, unit] = size < 1048576 ? [Math.ceil(size / 1024), "kB"] : [size / 1048576, "MB"];
  return `${new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 }).format(amount)} ${unit}`;
};

/* Preview: <input type=file data-preview="id"> shows the name, the size and, for a picture, the picture. */
document.addEventListener("change", (event) => {
  const input = event.target;
  if (!input.matches("input[type=file][data-preview]")) return;
  const place = document.getElementById(input.dataset.preview);
  if (!place) return;
  place.replaceChildren();
  for (const file of input.files) {
    const line = document.createElement("p");
    line.textContent = `${file.name} (${sizeOf(file)})`;
    place.append(line);
    if (!/^image\/(jpeg|png|webp|gif)$/.test(file.type)) continue;
    const picture = document.createElement("img");
    picture.alt = "";
    picture.src = URL.createObjectURL(file);
    picture.addEventListener("load", () => URL.revokeObjectURL(picture.src));
    place.append(picture);
  }
});

/* Questions: one with data-depends-on is asked while that question is asked and has one of its answers. Without this script
   each stands there, with a note that says when it is asked; the server reads none that is not. */
const showAsked = (root) => {
  const dependent = [...root.querySelectorAll("[data-depends-on]")];
  for (const note of root.querySelectorAll("[data-depends-note]")) note.hidden = true;
  for (const _ of dependent) {
    let changed = false;
    for (const question of dependent) {
      const other = root.querySelector(`[name="${CSS.escape(question.dataset.dependsOn)}"]`);
      const asked = other && !other.closest("[hidden]") && question.dataset.dependsAnswers.split(" ").includes(other.value);
      changed ||= question.hidden === Boolean(asked);
      question.hidden = !asked;
    }
    if (!changed) break;
  }
};
const showQuestions = () => document.querySelectorAll("[data-questions]").forEach(showAsked);
showQuestions();
document.addEventListener("htmx:afterSettle", showQuestions);
addEventListener("pageshow", showQuestions);
document.addEventListener("change", (event) => {
  const questions = event.target.closest("[data-questions]");
  if (questions) showAsked(questions);
});

/* Printing is the browser's: the button is there when a script can press it. */
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) print();
});
const showPrint = () => {
  for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;
};
document.addEventListener("htmx:afterSettle", showPrint);
showPrint();

/* Keyboard on a list marked data-keys: J next, K previous; any element with data-key="t" answers to that letter,
   within the current row first, else anywhere on the page. */
/* WCAG 2.1.4: who does not want single letters to act turns them off, and it stays off. */
const keysOff = () => localStorage.getItem("keys") === "off";
for (const button of document.querySelectorAll("[data-keys-switch]")) {
  const show = () => (button.textContent = keysOff() ? button.dataset.on : button.dataset.off);
  button.hidden = false;
  button.addEventListener("click", () => {
    localStorage.setItem("keys", keysOff() ? "on" : "off");
    show();
  });
  show();
}
const typing = (target) => target.matches("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || keysOff()) return;
  const list = document.querySelector("[data-keys]");
  if (!list) return;
  const key = event.key.toLowerCase();
  const rows = [...list.querySelectorAll("[data-row]")];
  const current = rows.findIndex((row) => row.contains(document.activeElement) || row.hasAttribute("data-current"));
  if (key === "j" || key === "k") {
    const next = rows[Math.min(Math.max(current + (key === "j" ? 1 : -1), 0), rows.length - 1)];
    if (!next) return;
    event.preventDefault();
    for (const row of rows) row.toggleAttribute("data-current", row === next);
    const link = next.querySelector("a[href], button");
    if (link) link.focus();
    next.scrollIntoView({ block: "nearest" });
    return;
  }
  const within = current >= 0 ? rows[current].querySelector(`[data-key="${CSS.escape(key)}"]`) : null;
  const target = within || document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!target) return;
  event.preventDefault();
  if (target.matches("input:not([type=submit]), select, textarea")) target.focus();
  else target.click();
});

/* Parts of a long page stand folded on a phone; on wider screens, on paper and without a script they stand open. */
const foldedParts = matchMedia("(max-width: 48rem)").matches ? [...document.querySelectorAll("details[data-folds]")] : [];
const isGoalIn = (part) => part.contains(location.hash ? document.getElementById(location.hash.slice(1)) : null);
for (const part of foldedParts) part.open = isGoalIn(part);
addEventListener("hashchange", () => { for (const part of foldedParts.filter(isGoalIn)) part.open = true; });
addEventListener("beforeprint", () => { for (const part of foldedParts) part.open = true; });

/* After a refusal the reader's eye belongs on the summary. */
const summary = document.querySelector(".error-summary");
if (summary) summary.focus();

/* "/" goes to the search box: the one of the page, else the one in the bar, else the page that has one. */
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const bar = document.querySelector(".bar-search");
  const box = [...document.querySelectorAll("main input[type=search]"), bar?.querySelector("input")].find(
    (each) => each?.checkVisibility(),
  );
  if (!box && !bar) return;
  event.preventDefault();
  if (box) box.focus();
  else bar.submit();
});

"use strict";
(() => {
  const root = document.documentElement;
  const button = document.getElementById("theme");
  const wish = matchMedia("(prefers-color-scheme: dark)");
  const remember = (value) => { try { localStorage.setItem("harmattan-theme", value); } catch { /* a file has no storage in some browsers */ } };
  const recall = () => { try { return localStorage.getItem("harmattan-theme"); } catch { return null; } };
  const dark = () => (root.dataset.theme || (wish.matches ? "dark" : "light")) === "dark";
  const label = () => { button.textContent = dark() ? "Light page" : "Dark page"; };
  const kept = recall();
  if (kept === "dark" || kept === "light") root.dataset.theme = kept;
  button.hidden = false;
  label();
  button.addEventListener("click", () => { root.dataset.theme = dark() ? "light" : "dark"; remember(root.dataset.theme); label(); });
  wish.addEventListener("change", label);

  const open = () => {
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (!target) return;
    let hidden = false;
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS" && !at.open) { at.open = true; hidden = true; }
    if (target.hidden) { target.hidden = false; hidden = true; }
    if (hidden) target.scrollIntoView();
  };
  addEventListener("hashchange", open);
  open();

  let shut = [];
  addEventListener("beforeprint", () => { shut = [...document.querySelectorAll("details:not([open])")]; shut.forEach((d) => { d.open = !d.matches(".fulltext, .stands"); }); });
  addEventListener("afterprint", () => { shut.forEach((d) => { d.open = false; }); });

  const form = document.getElementById("filter");
  if (!form) return;
  form.hidden = false;
  const text = document.getElementById("filter-text");
  const kind = document.getElementById("filter-kind");
  const count = document.getElementById("filter-count");
  const entries = [...document.querySelectorAll(".entry")];
  const words = entries.map((entry) => entry.textContent.toLowerCase());
  const sift = () => {
    const wanted = text.value.toLowerCase().trim();
    let shown = 0;
    entries.forEach((entry, i) => {
      const fits = (!wanted || words[i].includes(wanted)) && (!kind.value || entry.dataset.kind === kind.value);
      entry.hidden = !fits;
      if (fits) { shown += 1; if (wanted || kind.value) entry.closest(".exhibit").open = true; }
    });
    count.textContent = wanted || kind.value ? `${shown} of ${entries.length}` : "";
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", sift);
})();

"use strict";
// Filters and sorts the findings, and opens what a link leads to. Without it the page shows all of them, grouped.
{
  const form = document.getElementById("filters");
  const all = [...document.querySelectorAll("#groups [data-rule]")];
  const home = new Map(all.map((finding) => [finding, [finding.parentNode, finding.nextSibling]]));
  const words = new Map();
  const ranks = { error: 0, warning: 1, note: 2 };
  const order = {
    severity: (a, b) => ranks[a.dataset.severity] - ranks[b.dataset.severity] || b.dataset.size - a.dataset.size,
    size: (a, b) => b.dataset.size - a.dataset.size,
    day: (a, b) => b.dataset.day - a.dataset.day,
    line: (a, b) => a.dataset.line - b.dataset.line,
  };

  const text = (finding) => {
    if (!words.has(finding)) {
      const group = home.get(finding)[0].closest(".group").querySelector("h3");
      words.set(finding, (group.textContent + " " + finding.textContent).toLowerCase());
    }
    return words.get(finding);
  };

  const fits = (finding, wanted) =>
    (!wanted.severity || finding.dataset.severity === wanted.severity) &&
    (!wanted.rule || finding.dataset.rule === wanted.rule) &&
    (!wanted.source || finding.dataset.sources.split(" ").includes(wanted.source)) &&
    (!wanted.text || text(finding).includes(wanted.text.trim().toLowerCase()));

  const arrange = (by) => {
    const list = document.getElementById("sorted");
    document.getElementById("groups").hidden = Boolean(by);
    for (const finding of [...all].reverse()) home.get(finding)[0].insertBefore(finding, home.get(finding)[1]);
    if (by) list.append(...[...all].sort(order[by]));
  };

  const update = () => {
    const wanted = Object.fromEntries(new FormData(form));
    const narrowed = Boolean(wanted.severity || wanted.rule || wanted.source || wanted.text.trim());
    arrange(wanted.order);
    let shown = 0;
    for (const finding of all) {
      finding.hidden = !fits(finding, wanted);
      shown += !finding.hidden;
    }
    for (const part of document.querySelectorAll("#groups .group, #groups .notes")) {
      part.hidden = narrowed && !part.querySelector("[data-rule]:not([hidden])");
    }
    for (const notes of document.querySelectorAll("#groups .notes")) notes.open = narrowed && !notes.hidden;
    for (const rest of document.querySelectorAll("#groups .index, #groups .digest")) rest.hidden = narrowed;
    form.querySelector("output").value = `${shown.toLocaleString("en")} of ${all.length.toLocaleString("en")} findings`;
  };

  const follow = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (!target) return;
    if (form && target.closest("[hidden]")) form.reset();
    for (let part = target; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
    target.scrollIntoView();
  };

  if (form) {
    form.hidden = false;
    form.addEventListener("input", update);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(() => { update(); follow(); }));
    update();
  }
  addEventListener("hashchange", follow);
  follow();
}

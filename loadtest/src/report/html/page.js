// What hovering shows, a tap shows too.
(() => {
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  document.body.append(tip);
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target.closest(".hint, [title]") : null;
    const text = target?.querySelector("title")?.textContent ?? target?.getAttribute("title");
    tip.hidden = !text;
    if (!text) return;
    tip.textContent = text;
    const edge = 8;
    const left = Math.min(event.clientX + edge, innerWidth - tip.offsetWidth - edge);
    const above = event.clientY - tip.offsetHeight - edge;
    tip.style.left = `${Math.max(edge, left)}px`;
    tip.style.top = `${above > edge ? above : event.clientY + 2 * edge}px`;
  });
  addEventListener("scroll", () => (tip.hidden = true), { passive: true });
})();

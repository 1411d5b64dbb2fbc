/* The next aspect is read from its beginning, in both halves of the scoring page. */
"use strict";
(() => {
  const HALVES = ".st-key-application_side, .st-key-criteria_side";
  let shown = null;
  new MutationObserver(() => {
    const aspect = document.querySelector(".st-key-criteria_side h4")?.textContent;
    if (!aspect || aspect === shown) return;
    shown = aspect;
    for (const half of document.querySelectorAll(HALVES)) half.scrollTop = 0;
  }).observe(document, { characterData: true, childList: true, subtree: true });
})();

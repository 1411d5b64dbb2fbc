/* A search leads to a passage in the middle of a long page: bring it into sight, once. */
"use strict";
(() => {
  let shown = null;
  new MutationObserver(() => {
    const sought = document.querySelector(".reading .sought");
    if (sought && sought !== shown && sought.offsetParent) {
      shown = sought;
      sought.scrollIntoView({ block: "center" });
    }
  }).observe(document, { childList: true, subtree: true });
})();

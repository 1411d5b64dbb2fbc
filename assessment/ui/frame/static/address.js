/* The round and who one is are put into the address of each page that is come to. Streamlit makes a
   step of that, at which the browser's way back would stop on the page one is on: it is none. */
"use strict";
(() => {
  const KEPT = ["runde", "jeg"];
  const push = history.pushState.bind(history);

  /* An address with its questions in one order, without those of ours that are not known yet. */
  function plain(address, known) {
    const url = new URL(address);
    for (const key of KEPT) if (!known.has(key)) url.searchParams.delete(key);
    url.searchParams.sort();
    return url.href;
  }

  history.pushState = (state, title, address) => {
    const known = new URLSearchParams(location.search);
    const to = new URL(address ?? "", location.href).href;
    const added = to !== location.href && plain(to, known) === plain(location.href, known);
    if (added) history.replaceState(state, title, address);
    else push(state, title, address);
  };
})();

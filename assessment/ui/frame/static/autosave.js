/* What is typed into an autosaving text area is sent as soon as the typist pauses, not only when the
   field is left: Streamlit sends on Ctrl+Enter, so that is what we press. */
"use strict";
(() => {
  const PAUSE = 900;
  const timers = new WeakMap();
  const send = (field) =>
    field.dispatchEvent(
      new KeyboardEvent("keydown", { key: "Enter", code: "Enter", ctrlKey: true, bubbles: true }),
    );
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!field.matches?.('[class*="st-key-autosave"] textarea')) return;
    clearTimeout(timers.get(field));
    timers.set(
      field,
      setTimeout(() => send(field), PAUSE),
    );
  });
})();

/* A button's shortcut (Ctrl+S) does not send the text being typed: leave the field first. */
"use strict";
document.addEventListener(
  "keydown",
  (event) => {
    const field = document.activeElement;
    const isShortcut = (event.ctrlKey || event.metaKey) && /^[a-z]$/i.test(event.key);
    const isEditing = /^[acvxyz]$/i.test(event.key);
    if (!isShortcut || isEditing || !field?.matches("input, textarea")) return;
    field.blur();
    setTimeout(() => field.focus(), 0);
  },
  true,
);

/* Danish for the English that is built into Streamlit: danish.json, which the page carries. */
/* A hole as {1} stands for anything; what fills it is translated by itself. */
"use strict";
(() => {
  const ATTRIBUTES = ["alt", "aria-label", "aria-roledescription", "data-title", "placeholder", "title"];
  const LONGEST = 300; // what Streamlit says is short; an application's text need not be looked up
  // What we, the applicants or the users wrote, and the places in it where Streamlit speaks.
  const OWN =
    '[data-testid="stMarkdownContainer"], [data-testid="stTable"], [data-testid="stCode"], textarea, script, style';
  const STREAMLITS =
    '[data-testid="stTooltipErrorContent"], [data-testid="stFileUploader"], [data-testid="stTopNavSection"]';

  // Dates, numbers and calendars follow the browser's language: here they are always Danish.
  for (const [name, value] of Object.entries({ language: "da-DK", languages: ["da-DK", "da"] })) {
    Object.defineProperty(navigator, name, { get: () => value });
  }

  const exact = new Map();
  const templates = [];
  const words = JSON.parse(document.getElementById("danish").textContent);
  for (const [english, danish] of Object.values(words).flatMap(Object.entries)) {
    if (english.includes("{1}")) templates.push([asPattern(english), danish]);
    else exact.set(english, danish);
  }

  /* "Remove {1}" as the expression that finds it and what stands in the hole. */
  function asPattern(english) {
    const escaped = english.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
    return new RegExp(`^${escaped.replace(/\{\d\}/g, "(.*)")}$`, "s");
  }

  /* The text in Danish; what is not Streamlit's stays as it is. */
  function translate(text) {
    if (text.length > LONGEST) return text;
    const english = text.replace(/^[\s:]+|\s+$/g, "");
    const danish = exact.get(english) ?? fromTemplate(english);
    return danish === undefined ? text : text.replace(english, () => danish);
  }

  function fromTemplate(english) {
    for (const [pattern, danish] of templates) {
      const found = pattern.exec(english);
      if (found) return danish.replace(/\{(\d)\}/g, (_, hole) => translate(found[hole]));
    }
    return undefined;
  }

  function translateText(node) {
    const around = node.parentElement;
    if (!around || (around.closest(OWN) && !around.closest(STREAMLITS))) return;
    const danish = translate(node.data);
    if (danish !== node.data) node.data = danish;
  }

  function translateAttribute(element, name) {
    const english = element.getAttribute(name);
    const danish = english && translate(english);
    if (danish !== english) element.setAttribute(name, danish);
  }

  function translateTree(node) {
    if (node.nodeType === Node.TEXT_NODE) translateText(node);
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    for (const name of ATTRIBUTES) translateAttribute(node, name);
    node.childNodes.forEach(translateTree);
  }

  function follow(change) {
    if (change.type === "attributes") translateAttribute(change.target, change.attributeName);
    else if (change.type === "characterData") translateText(change.target);
    else change.addedNodes.forEach(translateTree);
  }

  new MutationObserver((changes) => changes.forEach(follow)).observe(document.documentElement, {
    attributeFilter: ATTRIBUTES,
    characterData: true,
    childList: true,
    subtree: true,
  });
})();

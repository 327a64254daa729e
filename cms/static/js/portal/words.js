// Sentences come from the page, in the reader's language.
const element = document.getElementById("editor-words");
const words = element ? JSON.parse(element.textContent) : {};

export const say = (name, value = "") => (words[name] || "").replace("%s", value);

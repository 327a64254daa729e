// Says in words why a passkey was not made or used.
const place = document.querySelector("[data-passkey-trouble]");

document.addEventListener("allauth.error", (event) => {
  if (!place) return;
  const cancelled = ["NotAllowedError", "AbortError"].includes(event.detail?.exception?.name);
  const words = document.createElement("p");
  words.className = "notice notice--warn";
  words.textContent = cancelled ? place.dataset.cancelled : place.dataset.failed;
  place.replaceChildren(words);
});

"use strict";
// The page works without this: sentences and sources are links to each other. Here they light each other up, too.

function lightsOf(one) {
  return one.dataset.lights.split(" ").filter(Boolean).map((id) => document.getElementById(id)).filter(Boolean);
}

function light(one, on) {
  for (const other of [one, ...lightsOf(one)]) other.classList.toggle("lit", on);
}

for (const one of document.querySelectorAll("[data-lights]")) {
  one.addEventListener("mouseenter", () => light(one, true));
  one.addEventListener("mouseleave", () => light(one, false));
  one.addEventListener("focusin", () => {
    light(one, true);
    for (const other of lightsOf(one)) other.scrollIntoView({ block: "nearest" });
  });
  one.addEventListener("focusout", () => light(one, false));
}

for (const button of document.querySelectorAll("[data-copies]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copies);
    const told = button.parentElement.querySelector(".copied");
    try {
      await navigator.clipboard.writeText(text.value);
      told.textContent = "Copied.";
    } catch {
      text.select();
      told.textContent = "Press Ctrl+C to copy.";
    }
  });
}

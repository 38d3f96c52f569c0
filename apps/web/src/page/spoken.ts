/** The words of a screen reader. */
import { byId } from "./elements.js";

const calmly = byId("spoken", HTMLElement);
const atOnce = byId("spoken-at-once", HTMLElement);

/** When it has said what it is at. */
export function say(text: string): void {
  atOnce.textContent = "";
  calmly.textContent = text;
}

export function sayAtOnce(text: string): void {
  calmly.textContent = "";
  atOnce.textContent = text;
}

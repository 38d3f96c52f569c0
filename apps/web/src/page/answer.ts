/** The total, as large as there is room. */
import type { Counts, Printed, Progress } from "../protocol.js";
import { digitGroups } from "../words/digits.js";
import { byteSize, counted, duration, rate } from "../words/quantities.js";
import { copyText } from "./clipboard.js";
import { byId, element } from "./elements.js";
import { say } from "./spoken.js";

const section = byId("answer", HTMLElement);
const title = byId("answer-title", HTMLElement);
const digits = byId("total", HTMLElement);
const facts = byId("facts", HTMLElement);
const actions = byId("answer-actions", HTMLElement);
const copy = byId("copy", HTMLButtonElement);
const places = byId("places", HTMLInputElement);
const exactly = byId("exactly", HTMLDetailsElement);
const exact = byId("exact", HTMLElement);

const COPIED_MS = 2000;

let shown = "";

/** @param onPlaces told how many places the totals are printed with; `undefined` for all */
export function listenToAnswer(onPlaces: (places: number | undefined) => void): void {
  const label = copy.textContent;
  copy.addEventListener("click", () => {
    void copyAll(label);
  });
  places.addEventListener("input", () => {
    if (places.checkValidity()) onPlaces(places.value === "" ? undefined : places.valueAsNumber);
  });
}

async function copyAll(label: string): Promise<void> {
  copy.textContent = (await copyText(shown)) ? "Copied" : "Not allowed to copy";
  say(copy.textContent);
  setTimeout(() => (copy.textContent = label), COPIED_MS);
}

/** A total that is not done yet. */
export function showSoFar(text: string, heading: string): void {
  title.textContent = heading;
  showDigits(digits, text);
  facts.textContent = "";
  actions.hidden = true;
  exactly.hidden = true;
  section.hidden = false;
}

export interface Answered {
  readonly heading: string;
  readonly counts: Counts;
  readonly progress: Progress;
}

export function showAnswer(printed: Printed, { heading, counts, progress }: Answered): void {
  title.textContent = heading;
  showPrinted(printed);
  facts.textContent = factsOf(counts, progress);
  actions.hidden = false;
  section.hidden = false;
}

/**
 * The same total, printed otherwise.
 * @returns whether its digits are others than before
 */
export function showPrinted(printed: Printed): boolean {
  const areOthers = printed.digits !== shown;
  shown = printed.digits;
  showDigits(digits, printed.digits);
  exactly.hidden = printed.exact === undefined;
  exact.textContent = printed.exact ?? "";
  return areOthers;
}

export function hideAnswer(): void {
  section.hidden = true;
}

function factsOf({ count, empty, skipped }: Counts, { stored, elapsedMs }: Progress): string {
  const parts = [
    counted(count, "number"),
    empty > 0 ? counted(empty, "empty place") : undefined,
    skipped > 0 ? `${counted(skipped, "bad one")} skipped` : undefined,
    byteSize(stored),
    duration(elapsedMs),
    rate(stored, elapsedMs),
  ];
  return parts.filter((part) => part !== undefined).join(" · ");
}

/** Groups of three for the eye, with nothing between them: what is selected and copied is the digits. */
function showDigits(into: HTMLElement, text: string): void {
  into.dataset["length"] = text.length <= 15 ? "short" : text.length <= 48 ? "medium" : "long";
  const groups = digitGroups(text).map((group) => element("span", {}, group));
  const seen = element("span", { ariaHidden: "true", className: "groups" }, ...groups);
  into.replaceChildren(element("span", { className: "unseen" }, text), seen);
}

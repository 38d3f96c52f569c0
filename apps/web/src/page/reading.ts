/** The choice of how the numbers are read. */
import type { OptionValue } from "@dlg/total-core";
import { FORMATS, SHOWN } from "../formats.js";
import type { Column, Look, Reading } from "../protocol.js";
import { inWords } from "../words/ways-out.js";
import { button, byId, element } from "./elements.js";

const form = byId("reading", HTMLFormElement);
const format = byId("format", HTMLSelectElement);
const column = byId("column", HTMLSelectElement);
const columnChoice = byId("column-choice", HTMLElement);
const field = byId("field", HTMLInputElement);
const fieldChoice = byId("field-choice", HTMLElement);
const fields = byId("fields", HTMLDataListElement);
const by = byId("by", HTMLSelectElement);
const byChoice = byId("by-choice", HTMLElement);
const inUse = byId("in-use", HTMLElement);
const asked = byId("asked", HTMLElement);

/** Options that have a place of their own in the form. */
const IN_FORM: readonly string[] = ["format", "column", "by", "field"];

/** The page's own words: for a setting that the library has no option for, or where the page says otherwise. */
const OWN_WORDS: Readonly<Record<string, string>> = {
  skipInvalid: "What is no number is skipped",
  isSequence: "JSON documents stand one after another",
};

/** @param onChange told what is read otherwise from now on */
export function listenToReading(onChange: (change: Reading) => void): void {
  form.addEventListener("submit", (event) => event.preventDefault());
  format.addEventListener("change", () => onChange({ format: FORMATS.find((one) => one === format.value) }));
  column.addEventListener("change", () => onChange({ column: column.value }));
  field.addEventListener("change", () => onChange({ field: textOf(field.value) }));
  by.addEventListener("change", () => onChange({ by: textOf(by.value) }));
}

function textOf(value: string): string | undefined {
  return value.trim() === "" ? undefined : value.trim();
}

export function hideReading(): void {
  form.hidden = true;
}

/** @param isTyped whether the numbers are typed: then the form is shown only where there is something to choose */
export function showReading(
  look: Look,
  reading: Reading,
  { isTyped, onChange }: { readonly isTyped: boolean; readonly onChange: (change: Reading) => void },
): void {
  const { columns } = look;
  asked.hidden = true;
  const hasFields = look.fields.some(({ path }) => path !== "") || reading.field !== undefined;
  setOptions(format, [
    ["", `${SHOWN[look.format]} (as it looks)`],
    ...FORMATS.map((one) => [one, SHOWN[one]] as const),
  ]);
  format.value = reading.format ?? "";
  setOptions(column, [
    ...(reading.column === undefined ? [["", "choose one"] as const] : []),
    ...columns.map(columnOption),
  ]);
  column.value = String(reading.column ?? "");
  columnChoice.hidden = columns.length < 2;
  field.value = reading.field ?? "";
  fields.replaceChildren(
    ...look.fields.filter(({ isNumeric }) => isNumeric).map(({ path }) => element("option", { value: path })),
  );
  fieldChoice.hidden = !hasFields;
  const paths = look.fields.filter(({ path }) => path !== "").map(({ path }) => [path, path] as const);
  const keys = columns.length > 1 ? columns.map(columnOption) : paths;
  setOptions(by, [["", "nothing"], ...keys]);
  by.value = String(reading.by ?? "");
  byChoice.hidden = keys.length === 0;
  const options = Object.entries(reading).filter(
    ([option, value]) => !IN_FORM.includes(option) && value !== undefined,
  );
  inUse.replaceChildren(...options.map(([option, value]) => optionItem(option, value, onChange)));
  form.hidden =
    isTyped && columns.length < 2 && !hasFields && options.length === 0 && reading.format === undefined;
}

/** Asks which of several columns or fields has the numbers. */
export function ask(missing: "column" | "field", { isTyped }: { readonly isTyped: boolean }): void {
  asked.textContent = `Choose the ${missing} to add up.`;
  asked.hidden = false;
  // A user who is typing keeps the focus.
  if (!isTyped) (missing === "column" ? column : field).focus();
}

function setOptions(
  select: HTMLSelectElement,
  options: readonly (readonly [value: string, label: string])[],
): void {
  select.replaceChildren(...options.map(([value, label]) => element("option", { value }, label)));
}

function columnOption({ name, choice }: Column): readonly [value: string, label: string] {
  const label =
    typeof choice === "string"
      ? name
      : `${choice}${name === "" || name === String(choice) ? "" : `: ${name}`}`;
  return [String(choice), label];
}

function optionItem(option: string, value: unknown, onChange: (change: Reading) => void): HTMLLIElement {
  const words = OWN_WORDS[option] ?? inWords({ option, value } as OptionValue);
  const off = button("Undo", () => onChange({ [option]: undefined }));
  off.setAttribute("aria-label", `Undo: ${words}`);
  return element("li", {}, `${words} `, off);
}

/** The fault, its place, and the ways out. */
import type { ExcerptLine, Fault, Reading } from "../protocol.js";
import { faultText, faultTitle } from "../words/fault-text.js";
import { programs, waysOut } from "../words/ways-out.js";
import { button, byId, element } from "./elements.js";

const section = byId("fault", HTMLElement);
const title = byId("fault-title", HTMLElement);
const text = byId("fault-text", HTMLElement);
const excerpt = byId("excerpt", HTMLElement);
const ways = byId("ways-out", HTMLElement);
const commands = byId("programs", HTMLElement);
const code = byId("code", HTMLElement);

/** @param onWay told what is read otherwise, where the user takes a way out */
export function showFault(fault: Fault, reading: Reading, onWay: (change: Reading) => void): void {
  title.textContent = faultTitle(fault);
  text.textContent = faultText(fault);
  excerpt.replaceChildren(...fault.excerpt.map(excerptLine));
  excerpt.hidden = fault.excerpt.length === 0;
  const found = waysOut(fault, reading);
  ways.replaceChildren(...found.map(({ label, change }) => button(label, () => onWay(change))));
  const tools = programs(fault.hints).flatMap((program, i) => [
    i === 0 ? "Perhaps what this makes of it: " : ", or ",
    element("code", {}, program),
  ]);
  commands.replaceChildren(...tools);
  code.textContent = fault.code ?? "";
  section.hidden = false;
}

export function hideFault(): void {
  section.hidden = true;
}

function excerptLine(line: ExcerptLine): HTMLElement {
  const { number, before, marked, after, isCutBefore, isCutAfter } = line;
  const isFaulty = marked !== "";
  const content = element("code", {});
  if (isCutBefore) content.append("…");
  content.append(before);
  if (isFaulty) content.append(element("mark", {}, marked));
  content.append(after);
  if (isCutAfter) content.append("…");
  return element(
    "div",
    { className: isFaulty ? "line faulty" : "line" },
    element("span", { className: "number" }, String(number)),
    content,
  );
}

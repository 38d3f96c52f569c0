/** Documents near JSON: values as `JSON.stringify` writes them, with a few characters taken out or put in. */
import * as fc from "fast-check";

const written = fc
  .tuple(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom(undefined, 1, "\t"),
    fc.constantFrom("", "\n", " \r\n"),
  )
  .map(([json, indent, end]) => JSON.stringify(json, null, indent) + end);

const edits = fc.array(
  fc.tuple(
    fc.nat(),
    fc.nat({ max: 2 }),
    fc.string({ unit: fc.constantFrom(...'[]{},:"\\u0019-+.eEntrfalsu \n\t\u0001é'), maxLength: 2 }),
  ),
  { maxLength: 3 },
);

export const nearJson: fc.Arbitrary<string> = fc.tuple(written, edits).map(([text, changes]) =>
  changes.reduce((edited, [at, removed, added]) => {
    const i = at % (edited.length + 1);
    return edited.slice(0, i) + added + edited.slice(i + removed);
  }, text),
);

/** A lone surrogate has no UTF-8, so that no bytes say it. */
const LONE_SURROGATE = /\p{Surrogate}/u;

export function hasBytes(text: string): boolean {
  return !LONE_SURROGATE.test(text);
}

/** Whether `JSON.parse`, which is RFC 8259 to the letter, takes it. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The paths in the beginning of JSON or NDJSON. */
import type { Field } from "../protocol.js";

/** More than these nobody looks through. */
const MOST_FIELDS = 200;
const MOST_DEPTH = 8;
/** The first elements of an array are taken for all. */
const MOST_ELEMENTS = 20;

/** @param head may be cut anywhere */
export function fieldsIn(head: string): readonly Field[] {
  const fields = new Map<string, boolean>();
  const add = (value: unknown, keys: readonly string[]): void => {
    if (fields.size === MOST_FIELDS || keys.length > MOST_DEPTH) return;
    if (Array.isArray(value)) for (const element of value.slice(0, MOST_ELEMENTS)) add(element, keys);
    else if (typeof value === "object" && value !== null) {
      for (const [key, inner] of Object.entries(value)) add(inner, [...keys, key]);
    } else {
      const path = pathOf(keys);
      fields.set(path, fields.get(path) === true || isNumber(value));
    }
  };
  const document = firstDocument(head);
  if (document !== undefined) add(document, []);
  return Array.from(fields, ([path, isNumeric]) => ({ path, isNumeric }));
}

/** Numbers may stand in strings. */
function isNumber(value: unknown): boolean {
  return typeof value === "number" || (typeof value === "string" && /^[+-]?\d+(\.\d*)?$/.test(value));
}

/** As the option `field` has it: with dots, or a JSON Pointer where a key would be taken for several. */
function pathOf(keys: readonly string[]): string {
  const isPlain = keys.every((key) => key !== "" && !key.includes(".")) && keys[0]?.startsWith("/") !== true;
  if (isPlain) return keys.join(".");
  return keys.map((key) => `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** The first document, with the brackets closed that the cut has left open. `undefined` where there is none. */
function firstDocument(head: string): unknown {
  // A string as a whole, so that the brackets in it do not count.
  const token = /"(?:[^"\\]|\\.)*"|["{}[\],]/gs;
  let open = "";
  let [end, closers] = [0, ""];
  for (let found = token.exec(head); found !== null; found = token.exec(head)) {
    const [text] = found;
    // The cut is in a string.
    if (text === '"') break;
    if (text === "{") open = `}${open}`;
    else if (text === "[") open = `]${open}`;
    else if (text === "}" || text === "]") open = open.slice(1);
    else if (text !== ",") continue;
    [end, closers] = [text === "," ? found.index : token.lastIndex, open];
    if (open === "") break;
  }
  try {
    return JSON.parse(head.slice(head.search(/[[{]/), end) + closers) as unknown;
  } catch {
    return undefined;
  }
}

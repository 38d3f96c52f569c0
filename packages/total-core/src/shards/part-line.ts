/** Parts as lines. */
import { utf8Encoder } from "../basics/text-codecs.js";
import { TotalError } from "../contract/errors.js";
import { crc32 } from "../total/crc32.js";
import { checkedPart } from "./checked-part.js";
import type { Part } from "./part.js";
import { PART_VERSION, sortedOptions } from "./run.js";

/** The line of a part, without its line break. */
export function lineOf({ run, shard, of, options, pieces, totals }: Omit<Part, "dlg">): string {
  const body = { dlg: PART_VERSION, run, shard, of, options: sortedOptions(options), pieces, totals };
  const sealed = JSON.stringify(body).slice(0, -1);
  return `${sealed},"crc":"${checksum(utf8Encoder().encode(sealed))}"}`;
}

const PART = "a part, as dlg total --shard prints it";

/** `,"crc":"01234567"}` */
const SEAL_BYTES = 18;

/**
 * The part of a line.
 * @param name where the line stands, for errors
 * @param what it should be, for errors
 * @throws TotalError BAD_PARTIAL where it is not a whole line that {@link lineOf} makes
 */
export function partFrom(line: Uint8Array, name: string, what: string = PART): Part {
  const bad = (expected: string, got: string) =>
    new TotalError("BAD_PARTIAL", { place: { source: name }, expected, got });
  const sealed = line.subarray(0, Math.max(0, line.length - SEAL_BYTES));
  const seal = textOf(line.subarray(sealed.length));
  const [, expected] = /^,"crc":"([0-9a-f]{8})"\}$/.exec(seal ?? "") ?? [];
  if (expected === undefined) throw bad(what, shownLine(line));
  const got = checksum(sealed);
  if (got !== expected) throw bad(`a part with the checksum ${expected}`, got);
  const text = textOf(line);
  const part = text === undefined ? undefined : parsed(text);
  return checkedPart(part, what, bad);
}

function shownLine(line: Uint8Array): string {
  return line.length === 0 ? "an empty line" : "one that is cut or damaged, or something else";
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function checksum(bytes: Uint8Array): string {
  return crc32(bytes).toString(16).padStart(8, "0");
}

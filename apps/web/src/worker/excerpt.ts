/** The lines around the place of a fault. Only some hundred bytes of the file are read, however long its lines are. */
import type { Place } from "@dlg/total-core";
import type { ExcerptLine } from "../protocol.js";
import { bytesFrom } from "./head.js";

const LF = 0x0a;

/** How far from the fault bytes are read. */
const MOST_BYTES = 400;

/** How many characters of a line stand before and behind what is marked. */
const MOST_CHARACTERS = 60;

/** A no-break space, which is seen where it is marked. */
const NOTHING = "\u00a0";

/** @param got what the fault shows of the thing at its place: `"1,5"` */
export async function excerptOf(
  file: Blob,
  { line, column, offset }: Place,
  got: string,
): Promise<readonly ExcerptLine[]> {
  if (line === undefined || column === undefined || offset === undefined) return [];
  // A byte-order mark is not counted in the column.
  const lineStart = offset - (column - 1);
  const start = Math.max(0, (column <= MOST_BYTES ? lineStart : offset) - MOST_BYTES);
  const length = offset - start + MOST_BYTES;
  const bytes = await bytesFrom(file, start, length);
  const hasMore = bytes.length === length;

  const from = Math.max(0, lineStart - start);
  const at = Math.min(offset - start, bytes.length);
  const lineEnd = bytes.indexOf(LF, at);
  const end = lineEnd < 0 ? bytes.length : lineEnd;
  const rest = textOf(bytes.subarray(at, end));
  // At the end of the input or of a line there is nothing to mark but the place.
  const marked = rest.slice(0, markedLength(rest, got)) || NOTHING;
  const lines: ExcerptLine[] = [];
  if (line > 1 && lineStart > start) {
    const above = bytes.subarray(0, from - 1);
    const aboveStart = above.lastIndexOf(LF) + 1;
    const isCut = aboveStart === 0 && start > 0;
    lines.push(around(line - 1, textOf(above.subarray(aboveStart)), isCut));
  }
  lines.push({
    number: line,
    ...lastOf(textOf(bytes.subarray(from, at)), lineStart < start),
    marked: visible(marked),
    ...firstOf(rest.slice(marked === NOTHING ? 0 : marked.length), lineEnd < 0 && hasMore),
  });
  if (lineEnd >= 0 && lineEnd + 1 < bytes.length) {
    const below = bytes.subarray(lineEnd + 1);
    const belowEnd = below.indexOf(LF);
    const text = textOf(belowEnd < 0 ? below : below.subarray(0, belowEnd));
    lines.push(around(line + 1, text, false, belowEnd < 0 && hasMore));
  }
  return lines;
}

function around(number: number, text: string, isCutBefore: boolean, isCutAfter = false): ExcerptLine {
  return {
    number,
    ...(isCutBefore ? lastOf(text, true) : { before: "", isCutBefore }),
    marked: "",
    ...(isCutBefore ? { after: "", isCutAfter } : firstOf(text, isCutAfter)),
  };
}

function lastOf(text: string, isCut: boolean): Pick<ExcerptLine, "before" | "isCutBefore"> {
  return {
    before: visible(text.slice(-MOST_CHARACTERS)),
    isCutBefore: isCut || text.length > MOST_CHARACTERS,
  };
}

function firstOf(text: string, isCut: boolean): Pick<ExcerptLine, "after" | "isCutAfter"> {
  return {
    after: visible(text.slice(0, MOST_CHARACTERS)),
    isCutAfter: isCut || text.length > MOST_CHARACTERS,
  };
}

/** A value in quotes is marked as it stands in the file. For anything else only the beginning is known: then the rest of the line is. */
function markedLength(rest: string, got: string): number {
  const [, quoted] = /^"(.*)"…?$/s.exec(got) ?? [];
  if (quoted !== undefined) {
    const value = JSON.parse(`"${quoted}"`) as string;
    if (value !== "" && rest.startsWith(value)) return value.length;
    if (rest.startsWith(`"${value}`)) return value.length + (rest[value.length + 1] === '"' ? 2 : 1);
  }
  return rest.startsWith('"') ? 1 : Math.min(rest.length, MOST_CHARACTERS);
}

const decoder = new TextDecoder();

/** Without what is left of a character that is cut at the beginning, and without a CR at the end. */
function textOf(bytes: Uint8Array): string {
  let start = 0;
  while (start < 3 && (bytes[start]! & 0xc0) === 0x80) start++;
  return decoder.decode(bytes.subarray(start)).replace(/\r$/, "");
}

/** Control characters as pictures of themselves. */
function visible(text: string): string {
  return text.replace(
    // eslint-disable-next-line no-control-regex -- it looks for control characters
    /[\u0000-\u0008\u000a-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g,
    (character) => {
      const code = character.charCodeAt(0);
      return code < 0x20 ? String.fromCharCode(0x2400 + code) : "\ufffd";
    },
  );
}

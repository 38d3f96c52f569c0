import { HybridReader, tooHigh } from "./hybrid.js";
import type { Leaf } from "./leaves.js";
import { ENCODING } from "./page-header.js";
import { PageFault, endedEarly } from "./page-fault.js";
import type { Page } from "./pages.js";
import { checkRest } from "./values.js";

export interface PageValues {
  /** How many there are, without nulls. */
  readonly count: number;
  readonly bytes: Uint8Array;
}

/**
 * The values of a page, and how many of them are no nulls: all that levels tell a total. In which row and which list a value
 * stands does not matter to it.
 *
 * @throws PageFault
 */
export function valuesOf(page: Page, leaf: Leaf): PageValues {
  const { levels, bytes } = splitPage(page, leaf);
  const { values } = page;
  const count = levels === undefined ? values : levels.countGreatest(leaf.maxDefinition, values);
  checkBytes(page, count, bytes);
  return { count, bytes };
}

export interface RowValues extends PageValues {
  /** Of each row, whether it has a value: 1, or 0 for a null. `undefined` where all have. */
  readonly present: Uint8Array | undefined;
}

/** More would be a mistake: a page that says so may be a few bytes long. */
const MAX_ROWS = 2 ** 26;

/**
 * The values of a page, and in which rows they stand. The column is in no list.
 *
 * @throws PageFault
 */
export function rowsOf(page: Page, leaf: Leaf): RowValues {
  const { levels, bytes } = splitPage(page, leaf);
  const { values } = page;
  if (values > MAX_ROWS)
    throw new PageFault(`pages of at most ${MAX_ROWS} rows`, String(values), "UNSUPPORTED");
  if (levels === undefined) return { count: values, bytes, present: undefined };
  const present = new Uint8Array(values);
  const part = new Uint32Array(Math.min(values, 4096));
  let count = 0;
  for (let start = 0; start < values; start += part.length) {
    const read = part.subarray(0, values - start);
    levels.read(read);
    for (let i = 0; i < read.length; i += 1) {
      if (read[i] === leaf.maxDefinition) {
        present[start + i] = 1;
        count += 1;
      } else if (read[i]! > leaf.maxDefinition) throw tooHigh(read[i]!, leaf.maxDefinition);
    }
  }
  checkBytes(page, count, bytes);
  return { count, bytes, present };
}

/** Where all are nulls nothing is decoded. In other encodings there may be some bytes all the same. */
function checkBytes({ encoding }: Page, count: number, bytes: Uint8Array): void {
  if (count === 0 && encoding === ENCODING.plain) checkRest(bytes, 0);
}

/**
 * Holds the nulls that a page has to what its header says. 0 and -1 say nothing, as some writers do not know better: Arrow before 12 and
 * parquet-java, if they keep no statistics.
 *
 * @throws PageFault
 */
export function checkNulls({ nulls }: Page, count: number): void {
  if (nulls > 0 && nulls !== count) throw new PageFault(`${nulls} nulls`, String(count));
}

/**
 * A row group begins with a row, and so no list goes on there.
 *
 * @param page its first
 * @throws PageFault
 */
export function checkFirstRow(page: Page, leaf: Leaf): void {
  if (page.values === 0 || leaf.maxRepetition === 0) return;
  const [encoding] = page.levelEncodings.slice(1);
  const levels = page.isV2
    ? page.levels.subarray(0, page.repetitionBytes)
    : withoutLevels(page.bytes, encoding).levels;
  const first = new Uint32Array(1);
  new HybridReader(levels, widthOf(leaf.maxRepetition)).read(first);
  if (first[0] !== 0) throw new PageFault("a row that begins with its row group", "one that goes on");
}

/** In bits. */
function widthOf(maxLevel: number): number {
  return 32 - Math.clz32(maxLevel);
}

interface SplitPage {
  /** `undefined` where no value can be null. */
  readonly levels: HybridReader | undefined;
  /** Of the values. */
  readonly bytes: Uint8Array;
}

function splitPage(page: Page, { maxDefinition, maxRepetition }: Leaf): SplitPage {
  let { bytes } = page;
  let definitions = page.levels.subarray(page.repetitionBytes);
  if (!page.isV2) {
    const [definitionEncoding, repetitionEncoding] = page.levelEncodings;
    if (maxRepetition > 0) bytes = withoutLevels(bytes, repetitionEncoding).rest;
    if (maxDefinition > 0) ({ levels: definitions, rest: bytes } = withoutLevels(bytes, definitionEncoding));
  }
  if (maxDefinition === 0) return { levels: undefined, bytes };
  return { levels: new HybridReader(definitions, widthOf(maxDefinition)), bytes };
}

/** So many bytes tell the length of levels. */
const LENGTH_BYTES = 4;

function withoutLevels(
  bytes: Uint8Array,
  encoding: number | undefined,
): { readonly levels: Uint8Array; readonly rest: Uint8Array } {
  if (encoding !== ENCODING.hybrid) {
    throw new PageFault("levels in runs", `levels in the encoding ${encoding}`, "UNSUPPORTED");
  }
  if (bytes.length < LENGTH_BYTES) throw endedEarly("levels");
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  if (length > bytes.length - LENGTH_BYTES) throw endedEarly("levels");
  const rest = bytes.subarray(LENGTH_BYTES);
  return { levels: rest.subarray(0, length), rest: rest.subarray(length) };
}

import { HybridReader } from "./hybrid.js";
import type { Leaf } from "./leaves.js";
import { ENCODING } from "./page-header.js";
import { PageFault, endedEarly } from "./page-fault.js";
import type { Page } from "./pages.js";

/** The levels of a page, as encoded; empty where the column has none. */
export interface Levels {
  readonly repetitions: Uint8Array;
  readonly definitions: Uint8Array;
}

/** Which rows of a page have a value. */
export interface Rows {
  /** How many values there are, without nulls. */
  readonly count: number;
  /** For each row 1 if it has a value, 0 if it has a null; `undefined` where all have one, or nobody asked. */
  readonly present: Uint8Array | undefined;
}

/**
 * The levels of a page. In version 1 they are taken from the beginning of its body.
 * @throws PageFault
 */
export async function takeLevels(page: Page, { maxDefinition, maxRepetition }: Leaf): Promise<Levels> {
  if (page.isV2) {
    const { levels, repetitionBytes } = page;
    return {
      repetitions: levels.subarray(0, repetitionBytes),
      definitions: levels.subarray(repetitionBytes),
    };
  }
  const [definitionEncoding, repetitionEncoding] = page.levelEncodings;
  return {
    repetitions: maxRepetition === 0 ? NO_BYTES : await takeLevelsV1(page, repetitionEncoding),
    definitions: maxDefinition === 0 ? NO_BYTES : await takeLevelsV1(page, definitionEncoding),
  };
}

const NO_BYTES = new Uint8Array(0);

/** The length of levels in version 1 takes so many bytes. */
const LENGTH_BYTES = 4;

async function takeLevelsV1({ body }: Page, encoding: number | undefined): Promise<Uint8Array> {
  if (encoding !== ENCODING.hybrid) {
    throw new PageFault("levels in runs", `levels in the encoding ${encoding}`, "UNSUPPORTED");
  }
  if (body.left < LENGTH_BYTES) throw endedEarly("levels");
  const length = new DataView((await body.take(LENGTH_BYTES)).buffer).getUint32(0, true);
  if (length > body.left) throw endedEarly("levels");
  return body.take(length);
}

/** More rows would be a mistake: a page that claims them may be a few bytes long. */
const MAX_ROWS = 2 ** 26;

/**
 * Reads the definition levels of a page.
 * @param isKeyed whether it matters in which rows the values are; then the column is in no list
 * @throws PageFault
 */
export function rowsOf({ values }: Page, leaf: Leaf, levels: Levels, isKeyed: boolean): Rows {
  const { maxDefinition } = leaf;
  if (isKeyed && values > MAX_ROWS)
    throw new PageFault(`pages of at most ${MAX_ROWS} rows`, String(values), "UNSUPPORTED");
  if (maxDefinition === 0) return { count: values, present: undefined };
  const reader = new HybridReader(levels.definitions, bitsOf(maxDefinition));
  const present = isKeyed ? new Uint8Array(values) : undefined;
  return { count: reader.countGreatest(maxDefinition, values, present), present };
}

/**
 * Compares the nulls of a page with the number in its header. 0 and -1 say nothing: Arrow before 12 and parquet-java write them where
 * they keep no statistics.
 *
 * @throws PageFault
 */
export function checkNulls({ nulls }: Page, count: number): void {
  if (nulls > 0 && nulls !== count) throw new PageFault(`${nulls} nulls`, String(count));
}

/**
 * A row group begins with a row, so its first value does not continue a list.
 * @throws PageFault
 */
export function checkFirstRow({ values }: Page, { maxRepetition }: Leaf, { repetitions }: Levels): void {
  if (values === 0 || maxRepetition === 0) return;
  const first = new Uint32Array(1);
  new HybridReader(repetitions, bitsOf(maxRepetition)).read(first);
  if (first[0] !== 0) throw new PageFault("a row that begins with its row group", "one that goes on");
}

function bitsOf(maxLevel: number): number {
  return 32 - Math.clz32(maxLevel);
}

import { HybridReader } from "./hybrid.js";
import type { Leaf } from "./leaves.js";
import { ENCODING } from "./page-header.js";
import { PageFault, endedEarly } from "./page-fault.js";
import type { Page } from "./pages.js";

export interface PageValues {
  /** How many there are, without nulls. */
  readonly count: number;
  readonly bytes: Uint8Array;
}

/**
 * The values of a page, and how many of them are no nulls. That each value has its level is all that levels tell a total:
 * in which row and which list it stands does not matter.
 *
 * @throws PageFault
 */
export function valuesOf(page: Page, { maxDefinition, maxRepetition }: Leaf): PageValues {
  return page.isV2 ? valuesOfV2(page, maxDefinition) : valuesOfV1(page, maxDefinition, maxRepetition);
}

function valuesOfV1(page: Page, maxDefinition: number, maxRepetition: number): PageValues {
  const [definitionEncoding, repetitionEncoding] = page.levelEncodings;
  let { bytes } = page;
  if (maxRepetition > 0) bytes = withoutLevels(bytes, repetitionEncoding).rest;
  if (maxDefinition === 0) return { count: page.values, bytes };
  const { levels, rest } = withoutLevels(bytes, definitionEncoding);
  return { count: defined(levels, maxDefinition, page.values), bytes: rest };
}

function valuesOfV2(page: Page, maxDefinition: number): PageValues {
  const levels = page.levels.subarray(page.repetitionBytes);
  const count = maxDefinition === 0 ? page.values : defined(levels, maxDefinition, page.values);
  if (count + page.nulls !== page.values) {
    throw new PageFault(`${page.nulls} nulls`, String(page.values - count));
  }
  return { count, bytes: page.bytes };
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

function defined(levels: Uint8Array, maxDefinition: number, values: number): number {
  const width = 32 - Math.clz32(maxDefinition);
  return new HybridReader(levels, width).count(maxDefinition, values);
}

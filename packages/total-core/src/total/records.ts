/** Batches that are no lists of numbers. */
import type {
  Batch,
  DecodedBatch,
  DecodedNumbers,
  EncodedBatch,
  LiteralBatch,
  PartialBatch,
} from "../contract/numbers-api.js";
import { FORMAT_TABLE, formatsWith } from "../contract/formats.js";

/** Whether it is a batch that is no list of numbers. */
export function isRecord(
  batch: Batch,
): batch is EncodedBatch | DecodedBatch | DecodedNumbers | LiteralBatch | PartialBatch {
  return typeof batch === "object" && batch !== null && !Array.isArray(batch) && !ArrayBuffer.isView(batch);
}

/** The formats of encoded bytes whose numbers can have keys. */
const KEYED_FORMATS = formatsWith("by").filter((format) => FORMAT_TABLE[format].isNotStreamed !== true);

/** @throws TypeError where the numbers of a batch have no keys */
export function checkHasKeys(batch: Batch): void {
  if (isRecord(batch) && !("partial" in batch) && !("literals" in batch)) {
    if ("numbers" in batch ? batch.keys : batch.by !== undefined && KEYED_FORMATS.includes(batch.format))
      return;
  }
  const expected = `encoded bytes (${KEYED_FORMATS.join(", ")}) with the option by, or decoded numbers with keys`;
  throw new TypeError(`batch: expected ${expected}, got one without keys`);
}

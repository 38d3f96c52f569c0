import { HybridReader } from "./hybrid.js";
import { PageFault } from "./page-fault.js";
import { parts } from "./values.js";

/**
 * The indices of a page's values in its dictionary, `size` at a time. They are overwritten by the next part.
 * @param length how many values the dictionary has
 * @throws PageFault
 */
export function* indexParts(
  bytes: Uint8Array,
  count: number,
  { length, size }: { readonly length: number; readonly size: number },
): Generator<Uint32Array, void, undefined> {
  const reader = new HybridReader(bytes.subarray(1), bytes[0] ?? 0);
  const indices = new Uint32Array(size);
  for (const [start, end] of parts(count, size)) {
    const part = indices.subarray(0, end - start);
    reader.read(part);
    checkIndices(part, length);
    yield part;
  }
}

function checkIndices(indices: Uint32Array, length: number): void {
  let greatest = 0;
  for (let i = 0; i < indices.length; i += 1) if (indices[i]! > greatest) greatest = indices[i]!;
  if (greatest >= length)
    throw new PageFault(`an index below ${length} into the dictionary`, String(greatest));
}

import { ENCODING } from "./page-header.js";
import { PageFault } from "./page-fault.js";
import type { Page } from "./pages.js";
import { checkRest } from "./values.js";

interface Decoder<Part> {
  /** The bytes of each value in the plain encoding; `undefined` where values have different lengths. */
  readonly width: number | undefined;
  decode(bytes: Uint8Array, count: number, encoding: number): Iterable<Part>;
}

/**
 * Decodes the values of a page, whose levels were taken from its body. Plain values of one width are decoded as their bytes come,
 * others once all bytes are in memory.
 *
 * @param count how many there are
 * @throws PageFault
 */
export async function* decodedValues<Part>(
  { body, encoding }: Page,
  count: number,
  decoder: Decoder<Part>,
): AsyncGenerator<Part, void, undefined> {
  const width = encoding === ENCODING.plain ? decoder.width : undefined;
  if (count > 0 && width === undefined) return yield* decoder.decode(await body.takeRest(), count, encoding);
  // Without values, only the plain encoding has no bytes.
  if (encoding !== ENCODING.plain) return;
  const bytesEach = width ?? 1;
  if (body.left < count * bytesEach)
    throw new PageFault(`${count} values of ${bytesEach} bytes`, `${body.left} bytes`);
  for (let left = count; left > 0;) {
    const bytes = await body.peek(bytesEach);
    const values = Math.min(Math.floor(bytes.length / bytesEach), left);
    yield* decoder.decode(bytes.subarray(0, values * bytesEach), values, encoding);
    body.skip(values * bytesEach);
    left -= values;
  }
  checkRest(await body.takeRest(), 0);
}

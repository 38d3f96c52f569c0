/** The batches of a numbers API, taken all together. */
import { TotalError } from "../contract/errors.js";
import type { EncodedBatch, NumberArray, NumbersApi } from "../contract/numbers-api.js";

export interface CollectedBytes extends Omit<EncodedBatch, "bytes"> {
  readonly text: string;
  readonly bytes: Uint8Array;
  readonly batches: number;
}

/** All the bytes of an API that yields encoded batches, which have to agree in everything else. */
export async function collectedBytes(
  api: NumbersApi,
  signal: AbortSignal = new AbortController().signal,
): Promise<CollectedBytes> {
  const pieces: Uint8Array[] = [];
  let common: Omit<EncodedBatch, "bytes"> | undefined;
  for await (const batch of api.numbers({ signal })) {
    const { bytes, ...others } = batch as EncodedBatch;
    // The bytes are the source's again after this.
    pieces.push(bytes.slice());
    if (common !== undefined && JSON.stringify(common) !== JSON.stringify(others)) {
      throw new Error(`batches of two sources: ${JSON.stringify(common)}, ${JSON.stringify(others)}`);
    }
    common = others;
  }
  if (common === undefined) throw new Error("no batch at all");
  const bytes = Buffer.concat(pieces);
  return { ...common, bytes, text: bytes.toString(), batches: pieces.length };
}

/** All the numbers of an API that yields typed arrays. */
export async function collectedNumbers(api: NumbersApi): Promise<(number | bigint)[]> {
  const numbers: (number | bigint)[] = [];
  for await (const batch of api.numbers(new AbortController())) {
    for (const number of batch as NumberArray) numbers.push(number);
  }
  return numbers;
}

/** The fault that an API ends with. */
export async function faultOf(api: NumbersApi, signal?: AbortSignal): Promise<TotalError> {
  const error: unknown = await collectedBytes(api, signal).then(
    ({ text }) => new Error(`expected a fault, got ${text.length} bytes: ${text.slice(0, 100)}`),
    (reason: unknown) => reason,
  );
  if (error instanceof TotalError) return error;
  throw error;
}

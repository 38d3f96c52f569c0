import type { FileMetaData } from "hyparquet";
import { quote } from "../../basics/quote.js";
import { CompactReader } from "./compact.js";
import type { ParquetFaults } from "./faults.js";
import { loadHyparquet } from "./packages.js";
import type { RandomAccess } from "../../contract/parquet.js";

export interface Footer {
  readonly metadata: FileMetaData;
  /** Where the footer begins, and the columns have ended. */
  readonly start: number;
}

const MAGIC = "PAR1";
const ENCRYPTED_MAGIC = "PARE";
const MAGIC_BYTES = 4;
/** The footer's length and the magic number. */
const TAIL_BYTES = 8;

/** About the length of the footer of a file with 10,000 columns and 100 row groups. */
const MAX_FOOTER_BYTES = 128 * 1024 * 1024;

/** Reads the metadata at the end of a Parquet file. */
export async function readFooter(access: RandomAccess, faults: ParquetFaults): Promise<Footer> {
  const { size } = access;
  checkMagic(await bytesAt(access, 0, Math.min(size, MAGIC_BYTES)), "Parquet data", faults);
  if (size < MAGIC_BYTES + TAIL_BYTES) throw faults.damaged("a Parquet footer", "the end of the input", size);
  const tail = await bytesAt(access, size - TAIL_BYTES, TAIL_BYTES);
  checkMagic(tail.subarray(MAGIC_BYTES), `${MAGIC} at the end of Parquet data`, faults);
  const length = new DataView(tail.buffer).getUint32(0, true);
  const start = size - TAIL_BYTES - length;
  if (start < MAGIC_BYTES) throw faults.damaged("a Parquet footer within the file", `one of ${length} bytes`);
  if (length > MAX_FOOTER_BYTES) {
    throw faults.unsupported(`a Parquet footer of at most ${MAX_FOOTER_BYTES} bytes`, `${length} bytes`);
  }
  const bytes = await bytesAt(access, start, length + TAIL_BYTES);
  const { parquetMetadata } = await loadHyparquet(faults);
  try {
    // hyparquet allocates as many elements as a list claims; this checks that they are there.
    new CompactReader(bytes.subarray(0, length)).skipStruct();
    const metadata = parquetMetadata(bytes, { geoparquet: false, parsers: { stringFromBytes: () => "" } });
    return { metadata, start };
  } catch (cause) {
    throw faults.damaged("a Parquet footer", "damaged data", start, cause);
  }
}

async function bytesAt(access: RandomAccess, position: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  return bytes.subarray(0, await access.read(bytes, position));
}

function checkMagic(bytes: Uint8Array, expected: string, faults: ParquetFaults): void {
  const text = String.fromCharCode(...bytes);
  if (text === MAGIC) return;
  if (text === ENCRYPTED_MAGIC)
    throw faults.unsupported("Parquet data that are not encrypted", "encrypted data");
  throw faults.damaged(expected, bytes.length === 0 ? "the end of the input" : quote(bytes));
}

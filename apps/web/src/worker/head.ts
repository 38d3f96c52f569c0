/** The beginning of a file, which tells how the rest is to be read. */

export const HEAD_BYTES = 65_536;

export interface Head {
  /** Decompressed. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Whether the file has no more. */
  readonly isAll: boolean;
  /** Whether it is in zstd, which browsers do not read: nothing is known of what is inside. */
  readonly isHidden: boolean;
}

/** The first bytes of a file. A damaged archive gives those that could be read: its total will say what is wrong. */
export async function headOf(file: Blob): Promise<Head> {
  const stored = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  if (!isGzip(stored)) {
    return { bytes: stored, isAll: stored.length === file.size, isHidden: isZstd(stored) };
  }
  return firstBytes(decompressed(file), HEAD_BYTES);
}

/** RFC 1952, section 2.3.1. */
function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** RFC 8878, section 3.1.1. */
function isZstd(bytes: Uint8Array): boolean {
  return bytes[0] === 0x28 && bytes[1] === 0xb5 && bytes[2] === 0x2f && bytes[3] === 0xfd;
}

/** The bytes of a file from an offset on, where a gzip file counts as what is in it. */
export async function bytesFrom(file: Blob, offset: number, length: number): Promise<Uint8Array> {
  const magic = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  if (!isGzip(magic)) return new Uint8Array(await file.slice(offset, offset + length).arrayBuffer());
  return (await firstBytes(decompressed(file), length, offset)).bytes;
}

function decompressed(file: Blob): ReadableStream<Uint8Array> {
  return file.stream().pipeThrough(new DecompressionStream("gzip"));
}

async function firstBytes(stream: ReadableStream<Uint8Array>, most: number, offset = 0): Promise<Head> {
  const reader = stream.getReader();
  const bytes = new Uint8Array(most);
  let [passed, length] = [0, 0];
  try {
    while (length < most) {
      const { done, value } = await reader.read();
      if (done) return { bytes: bytes.slice(0, length), isAll: true, isHidden: false };
      const piece = value.subarray(Math.max(0, offset - passed)).subarray(0, most - length);
      passed += value.length;
      bytes.set(piece, length);
      length += piece.length;
    }
    return { bytes, isAll: false, isHidden: false };
  } catch {
    return { bytes: bytes.slice(0, length), isAll: false, isHidden: false };
  } finally {
    void reader.cancel().catch(() => {});
  }
}

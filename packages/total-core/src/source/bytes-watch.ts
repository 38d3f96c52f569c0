/** Sees the bytes of a source as they are stored, while they are read for their numbers. */
export interface BytesWatch {
  /** The next bytes, which are good until it returns. */
  see(bytes: Uint8Array): void;
  /** They are read out of their order, perhaps by several threads: none, or no more of them, are shown. */
  leave(): void;
}

export function watched(
  chunks: AsyncIterable<Uint8Array>,
  watch: BytesWatch | undefined,
): AsyncIterable<Uint8Array> {
  return watch === undefined ? chunks : seen(chunks, watch);
}

async function* seen(
  chunks: AsyncIterable<Uint8Array>,
  watch: BytesWatch,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of chunks) {
    watch.see(chunk);
    yield chunk;
  }
}

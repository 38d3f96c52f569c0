/**
 * Decompresses a page.
 * @param size of the page afterwards, as its header says
 * @returns as many bytes as there are, which may be others
 */
export type Decompress = (bytes: Uint8Array, size: number) => Uint8Array;

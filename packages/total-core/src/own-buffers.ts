import type { ReadBuffers } from "./numbers-api.js";

/** For who reads a source and has no better ones. */
export const ownBuffers: ReadBuffers = {
  take: (length) => new Uint8Array(length),
  giveBack() {},
};

import type { Format } from "@dlg/total-core";

/**
 * Loads what reads a format. Here it is there already; in the page, build/decoders.js stands in for this and loads it.
 */
export async function loadDecoders(_format: Format): Promise<void> {}

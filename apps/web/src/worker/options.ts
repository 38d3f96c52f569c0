import type { Format, FormatOptions } from "@dlg/total-core";
import { OPTIONS } from "../formats.js";
import type { Reading } from "../protocol.js";

/** Files of several formats may be read together, so an option is dropped where it says nothing. */
export function optionsFor(format: Format, reading: Reading): FormatOptions & { readonly format: Format } {
  const spoken = OPTIONS[format].filter((option) => reading[option] !== undefined);
  return { ...Object.fromEntries(spoken.map((option) => [option, reading[option]])), format };
}

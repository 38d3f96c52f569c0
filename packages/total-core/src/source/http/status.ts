import { MAX_SHOWN_CHARACTERS, escapeControls } from "../../basics/quote.js";

/** `503 Service Unavailable`, cut and escaped like all that comes from outside. */
export function shownStatus({
  status,
  statusText,
}: {
  readonly status: number;
  readonly statusText: string;
}): string {
  const cut =
    statusText.length <= MAX_SHOWN_CHARACTERS ? statusText : `${statusText.slice(0, MAX_SHOWN_CHARACTERS)}…`;
  return cut === "" ? String(status) : `${status} ${escapeControls(cut)}`;
}

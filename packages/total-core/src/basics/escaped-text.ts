const ESCAPES: Readonly<Record<string, string>> = { "\t": "\\t", "\n": "\\n", "\r": "\\r", "\\": "\\\\" };

/** A key or name in tab-separated lines: nothing in it ends the line or the field, and it can be read back. */
export function escapedText(text: string): string {
  return text.replace(/[\t\n\r\\]/g, (character) => ESCAPES[character]!);
}

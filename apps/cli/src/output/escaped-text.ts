const ESCAPES: Readonly<Record<string, string>> = { "\t": "\\t", "\n": "\\n", "\r": "\\r", "\\": "\\\\" };

/** A key or name in which nothing ends the line or the field, and which can be read back. */
export function escapedText(text: string): string {
  return text.replace(/[\t\n\r\\]/g, (character) => ESCAPES[character]!);
}

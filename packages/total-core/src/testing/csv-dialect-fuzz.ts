/** Random CSV, good and bad, as other programs write it: behind a preamble, with comments, with a delimiter that nobody names. */
import type { FuzzedCsv } from "./csv-fuzz.js";
import { Random } from "./fuzzed-source.js";

const PREAMBLE = ['Report "7', "", "# 1", "a,b;c", "sep=,", "\r", '"'];
const COMMENTS = ["", '"', " 1,2", "x;y\t", '"1,\r', "#", ",".repeat(100)];

/** The source with random lines between its lines, and before them. Where a line break stands in quotes, they are content. */
export function inOtherDialect(seed: number, { bytes, lengths, options }: FuzzedCsv): FuzzedCsv {
  const random = new Random(~seed);
  const comment = random.pick([undefined, "#", "%"]);
  const skipLines = random.pick([undefined, 0, 1, 3]);
  const delimiter = random.chance(0.5) ? options.delimiter : undefined;
  const commentShare = random.pick([0.003, 0.1, 0.5]);

  const lines: string[] = [];
  // Each character is a byte.
  for (const line of Buffer.from(bytes).toString("latin1").split("\n")) {
    while (random.chance(commentShare)) lines.push(`${comment ?? ""}${random.pick(COMMENTS)}`);
    lines.push(line);
  }
  if (random.chance(0.3)) lines.unshift(`sep=${random.pick([options.delimiter, ";", "\t", "8"])}`);
  for (let left = skipLines ?? 0; left > 0; left--) lines.unshift(random.pick(PREAMBLE));
  return {
    bytes: Uint8Array.from(Buffer.from(lines.join("\n"), "latin1")),
    lengths,
    options: { ...options, delimiter, comment, skipLines },
  };
}

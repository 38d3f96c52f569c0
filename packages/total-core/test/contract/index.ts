/** The whole suite, and how a runtime runs it. */
import { arrow } from "./arrow.cases.js";
import type { Case, Library, World } from "./case.js";
import { faults } from "./faults.cases.js";
import { formats } from "./formats.cases.js";
import { gzip } from "./gzip.cases.js";
import { http } from "./http.cases.js";
import { memory } from "./memory.cases.js";
import { parquet } from "./parquet.cases.js";
import { reading } from "./reading.cases.js";
import { runningTotal } from "./running-total.cases.js";
import { sources } from "./sources.cases.js";
import { precise } from "./sum-precise.cases.js";

export const SUITE: readonly Case[] = [
  ...memory,
  ...runningTotal,
  ...formats,
  ...faults,
  ...reading,
  ...parquet,
  ...arrow,
  ...precise,
  ...gzip,
  ...http,
  ...sources,
];

/** The outcome of a case: `ok`, or why it failed. */
export interface Outcome {
  readonly name: string;
  readonly outcome: string;
}

/** A case that takes longer hangs: the others shall still be heard of. */
const HANGS_AFTER_MS = 60_000;

/** Cases that would begin later are not run: where many hang, those tell enough. On a quiet machine all of them take 5 s. */
const LAST_BEGINS_AFTER_MS = 80_000;

/** All cases have ended or failed by then, unless the runtime itself hangs. */
export const END_AFTER_MS: number = LAST_BEGINS_AFTER_MS + HANGS_AFTER_MS;

/**
 * Runs all cases, one after the other.
 *
 * @param tell told the name of each case before it begins
 * @public in the scripts that other runtimes get
 */
export async function outcomes(
  library: Library,
  world: World,
  tell: (name: string) => void = () => {},
): Promise<readonly Outcome[]> {
  const found: Outcome[] = [];
  const start = performance.now();
  for (const { name, run } of SUITE) {
    if (performance.now() - start > LAST_BEGINS_AFTER_MS) {
      found.push({ name, outcome: "not run, as those before it took too long" });
      continue;
    }
    tell(name);
    let timer: ReturnType<typeof setTimeout>;
    const hanging = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error("it never ends")), HANGS_AFTER_MS);
    });
    const outcome = await Promise.race([Promise.resolve().then(() => run(library, world)), hanging]).then(
      () => "ok",
      String,
    );
    clearTimeout(timer!);
    found.push({ name, outcome });
  }
  return found;
}

import { UsageError } from "../errors/usage-error.js";
import type { Order } from "./option-values.js";

/** The options that say what is printed. */
export interface PrintingOptions {
  /** One object, whatever else is asked for. */
  readonly json?: boolean;
  /** A line for each source. */
  readonly each?: boolean;
  /** Whether totals have their names; `false` with `--no-names`. */
  readonly names?: boolean;
  /** All digits. */
  readonly exact?: boolean;
  /** How many digits stand after the point. */
  readonly places?: number;
  /** The order of the keys. */
  readonly sort?: Order;
}

/** @throws UsageError where two of them ask for different things */
export function checkPrinting({ each, exact, places, sort }: PrintingOptions, byKey: boolean): void {
  if (sort !== undefined && !byKey) throw new UsageError("--sort: expected --by with it, got none");
  if (each === true && byKey) {
    throw new UsageError(
      "--each: expected it without --by, got both",
      "A line is either a source's or a key's: --json has the total of each source beside the keys.",
    );
  }
  if (places !== undefined && exact === true) {
    throw new UsageError(
      "--places: expected it without --exact, got both",
      "Both say how many digits: --exact all, --places so many.",
    );
  }
}

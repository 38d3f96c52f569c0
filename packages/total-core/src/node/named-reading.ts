import type { NumbersOptions } from "../contract/numbers-api.js";

/** What is asked of a source's bytes. */
export interface NamedReading extends NumbersOptions {
  /** What errors call the source. */
  readonly name: string;
}

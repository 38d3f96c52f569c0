import { TotalError } from "../errors.js";

export interface GzipOptions {
  /** What errors call the source. */
  readonly name?: string | undefined;
  /**
   * The code for data that end too early: `SOURCE_UNAVAILABLE` where nothing but the data themselves can tell
   * that a connection was cut.
   * @default "BAD_FORMAT"
   */
  readonly cutShort?: "BAD_FORMAT" | "SOURCE_UNAVAILABLE" | undefined;
}

/** What can be wrong with gzip data. */
export class GzipFaults {
  private readonly options: GzipOptions;

  constructor(options: GzipOptions) {
    this.options = options;
  }

  damaged(expected: string, got: string, cause?: unknown): TotalError {
    return new TotalError("BAD_FORMAT", { place: { source: this.options.name }, expected, got, cause });
  }

  endedEarly(): TotalError {
    return new TotalError(this.options.cutShort ?? "BAD_FORMAT", {
      place: { source: this.options.name },
      expected: "the rest of the gzip data",
      got: "the end of the input",
    });
  }
}

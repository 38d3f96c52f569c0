import { statSync } from "node:fs";
import type { NumbersApi } from "@dlg/total-core";
import { fileNumbers } from "@dlg/total-core/node";
import { givenOptions } from "../command-line/format-options.js";
import type { Source, SourceName, SourceOptions } from "./source.js";

/** A file. It keeps little more than its name, as a million of them may be named; the rest is made when it is read. */
export class FileSource implements Source {
  readonly name: string;
  readonly #path: SourceName;
  readonly #options: SourceOptions;
  #bytesRead = 0;

  constructor(path: SourceName, options: SourceOptions) {
    this.#path = path;
    this.name = path.toString();
    this.#options = options;
  }

  get numbers(): NumbersApi {
    const { format, threads } = this.#options;
    return fileNumbers(this.#path, {
      ...givenOptions(this.#options),
      format,
      threads,
      blocking: true,
      onStored: (bytes) => (this.#bytesRead += bytes),
    });
  }

  size(): number | undefined {
    const status = statSync(this.#path, { throwIfNoEntry: false });
    return status?.isFile() === true ? status.size : undefined;
  }

  bytesRead(): number {
    return this.#bytesRead;
  }
}

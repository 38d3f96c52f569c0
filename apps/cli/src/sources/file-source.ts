import { statSync } from "node:fs";
import type { EncodedBatch, NumbersApi } from "@dlg/total-core";
import { smallFileBatch } from "@dlg/total-core/internal";
import { fileNumbers, type FileNumbersOptions } from "@dlg/total-core/node";
import type { Source, SourceName } from "./source.js";

/** A file. It keeps little more than its name, as a million of them may be named; the rest is made when it is read. */
export class FileSource implements Source {
  readonly name: string;
  readonly #path: SourceName;
  readonly #options: FileNumbersOptions;
  #bytesRead = 0;

  /** @param options those of all files: of 5,555 small files, options for each took 7 MB */
  constructor(path: SourceName, options: FileNumbersOptions) {
    this.#path = path;
    this.name = path.toString();
    this.#options = options;
  }

  get numbers(): NumbersApi {
    return fileNumbers(this.#path, {
      ...this.#options,
      onStored: (bytes) => (this.#bytesRead += bytes),
    });
  }

  whole(): EncodedBatch | undefined {
    const batch = smallFileBatch(this.#path, this.name, this.#options);
    if (batch !== undefined) this.#bytesRead = batch.bytes.length;
    return batch;
  }

  size(): number | undefined {
    const status = statSync(this.#path, { throwIfNoEntry: false });
    return status?.isFile() === true ? status.size : undefined;
  }

  bytesRead(): number {
    return this.#bytesRead;
  }
}

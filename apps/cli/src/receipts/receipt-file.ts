import {
  closeSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { OutputError } from "../process/text-output.js";

/** A file that is there whole or not at all: it is written beside its place, and then put there. A file that is there already stays until then. */
export class ReceiptFile {
  readonly #name: string;
  readonly #path: string;
  readonly #draft: string;
  readonly #descriptor: number;
  #isOpen = true;

  /** @throws OutputError where it cannot be written */
  constructor(name: string) {
    this.#name = name;
    this.#path = this.#tried(() => placeOf(name));
    this.#draft = `${this.#path}.${process.pid}.tmp`;
    this.#descriptor = this.#tried(() => openSync(this.#draft, "wx"));
  }

  /** Whether the path is of the file that would be replaced. */
  isAt(path: string): boolean {
    try {
      return realpathSync(path) === this.#path;
    } catch {
      return false;
    }
  }

  /** @throws OutputError where the disk is full, for example */
  write(text: string): void {
    this.#tried(() => {
      writeFileSync(this.#descriptor, text);
      fsyncSync(this.#descriptor);
      this.#close();
      renameSync(this.#draft, this.#path);
    });
  }

  /** Leaves no draft behind. */
  end(): void {
    this.#close();
    rmSync(this.#draft, { force: true });
  }

  #close(): void {
    if (this.#isOpen) closeSync(this.#descriptor);
    this.#isOpen = false;
  }

  #tried<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      const got = error instanceof Error ? error.message : String(error);
      throw new OutputError(`${this.#name}: expected a file that can be written, got ${got}`, {
        cause: error,
      });
    }
  }
}

/** Behind links, so that a link stays one. */
function placeOf(name: string): string {
  const stats = statSync(name, { throwIfNoEntry: false });
  if (stats === undefined) return name;
  if (stats.isFile()) return realpathSync(name);
  throw new Error(stats.isDirectory() ? "a directory" : "a pipe or device");
}

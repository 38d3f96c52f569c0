import {
  close,
  closeSync,
  fstat,
  fstatSync,
  open,
  openSync,
  read,
  readSync,
  stat,
  type BigIntStats,
  type Stats,
} from "node:fs";
import { promisify } from "node:util";

const opened = promisify(open);
const closed = promisify(close);
const readSome = promisify(read);
export const statusOfPath: (path: string | Buffer) => Promise<Stats> = promisify(stat);
export const exactStatusOfPath: (path: string, options: { bigint: true }) => Promise<BigIntStats> =
  promisify(stat);
export const statusOf: (descriptor: number, options: { bigint: true }) => Promise<BigIntStats> =
  promisify(fstat);

/** Longer reads may wait for a disk, beside which other work goes on. In bytes. */
const LONGEST_BLOCKING_READ = 65_536;

/** An open file, as `FileHandle` of `node:fs/promises` is one: to load that module takes 0.9 ms of a start of 30. */
export class OpenFile {
  readonly #descriptor: number;
  readonly #blocks: boolean;
  #isClosed = false;
  /** How many calls are on their way. */
  #pending = 0;

  constructor(descriptor: number, blocks = false) {
    this.#descriptor = descriptor;
    this.#blocks = blocks;
  }

  /** @param blocks whether short calls block the thread, for thousands of short pieces: another thread to make each takes ten times as long as the call */
  static async open(path: string | Buffer, blocks = false): Promise<OpenFile> {
    return new OpenFile(blocks ? openSync(path, "r") : await opened(path, "r"), blocks);
  }

  status(): Promise<BigIntStats> {
    const options = { bigint: true } as const;
    return this.#use(async (descriptor) =>
      this.#blocks ? fstatSync(descriptor, options) : statusOf(descriptor, options),
    );
  }

  /**
   * Reads into the whole buffer or less of it.
   * @param position where in the file; `null` goes on where the last read ended
   * @returns how many bytes were read, 0 at the end of the file
   */
  read(buffer: Uint8Array, position: number | null = null): Promise<number> {
    const blocks = this.#blocks && buffer.length <= LONGEST_BLOCKING_READ;
    return this.#use(async (descriptor) => {
      if (blocks) return readSync(descriptor, buffer, 0, buffer.length, position);
      return (await readSome(descriptor, buffer, 0, buffer.length, position)).bytesRead;
    });
  }

  /** Calls that are on their way end first: the next file that is opened may get the number of a descriptor that is closed. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#closeUnused();
  }

  async #use<T>(call: (descriptor: number) => Promise<T>): Promise<T> {
    if (this.#isClosed) throw Object.assign(new Error("the file is closed"), { code: "EBADF" });
    this.#pending++;
    try {
      return await call(this.#descriptor);
    } finally {
      this.#pending--;
      this.#closeUnused();
    }
  }

  #closeUnused(): void {
    if (!this.#isClosed || this.#pending > 0) return;
    const done = this.#blocks ? closedNow(this.#descriptor) : closed(this.#descriptor);
    // Nothing was written, so that an error of closing tells nothing.
    done.catch(() => {});
  }
}

async function closedNow(descriptor: number): Promise<void> {
  closeSync(descriptor);
}

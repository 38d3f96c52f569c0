import { formatFromPrefix } from "../decode/index.js";
import { FORMATS, type Batch, type NumbersApi } from "../numbers-api.js";
import { checkedChoice, checkedInteger, checkedText } from "../source/options.js";
import type { StreamNumbersOptions } from "../source/stream.js";
import { storedNumbers } from "../source/stored-numbers.js";
import { descriptorChunks } from "./file-chunks.js";

/**
 * The numbers in what is open already: a pipe, a socket, a terminal, or a file from where it stands. They can be read once.
 *
 * @param descriptor 0 is standard input. It is closed at the end, unless it is a file's
 * @throws TypeError or RangeError, from here, where it is no descriptor, and from the numbers, where it was read before; TotalError, from the
 * numbers: SOURCE_UNAVAILABLE where it cannot be read, SOURCE_CHANGED where a file was written to meanwhile
 */
export function descriptorNumbers(descriptor: number, options: StreamNumbersOptions = {}): NumbersApi {
  checkedInteger("descriptor", descriptor, { min: 0 });
  const { format, name: givenName, ...others } = options;
  checkedChoice("format", format, FORMATS);
  checkedText("field", others.field);
  const name = checkedText("name", givenName) ?? `/dev/fd/${descriptor}`;
  let isTaken = false;
  return {
    async *numbers({ signal, buffers }): AsyncGenerator<Batch, void, undefined> {
      signal.throwIfAborted();
      if (isTaken) {
        throw new TypeError("descriptor: expected one that was not read before, got one that was");
      }
      isTaken = true;
      const chunks = descriptorChunks(descriptor, { name, signal, buffers });
      yield* storedNumbers(chunks, { format, compression: undefined, name, ...others }, formatFromPrefix);
    },
  };
}

import { equip } from "../equip.js";
import type { NumbersApi, NumbersOptions } from "../contract/numbers-api.js";
import { checkedInteger } from "../basics/option-values.js";
import { numbersReadOnce, type StreamNumbersOptions } from "../source/stream.js";
import { descriptorChunks } from "./file-chunks.js";
import { parquetOnDemand } from "./parquet-on-demand.js";

/**
 * The numbers in an open pipe, socket or terminal, or in an open file from its current place. They can be read once.
 *
 * @param descriptor 0 is standard input. It is closed at the end, unless it is a file's
 * @throws TypeError or RangeError, from here, where it is no descriptor, and from the numbers, where it was read before; TotalError, from the
 * numbers: SOURCE_UNAVAILABLE where it cannot be read, SOURCE_CHANGED where a file was written to meanwhile
 */
export function descriptorNumbers(descriptor: number, options: StreamNumbersOptions = {}): NumbersApi {
  checkedInteger("descriptor", descriptor, { min: 0 });
  equip();
  const { name = `/dev/fd/${descriptor}`, parquet = parquetOnDemand } = options;
  const chunks = ({ signal }: NumbersOptions) => descriptorChunks(descriptor, { name, signal });
  return numbersReadOnce("descriptor", chunks, { ...options, name, parquet });
}

/**
 * For the front ends of this repository alone, which are released together with the library: not for users. Whatever is here may change
 * or go in any version. It needs Node.
 */

// How messages show data, and which name may have been meant.
export { escapedText } from "./basics/escaped-text.js";
export { NearestName } from "./basics/nearest-name.js";
export { escapeControls, quote } from "./basics/quote.js";

// Long work lets others run.
export { eventLoopTurn, isTurnDue } from "./basics/event-loop.js";

// The ways out of a fault.
export { hintsInBrackets, optionValues } from "./contract/hints.js";

// The table of formats.
export { FORMAT_TABLE, formatsWith, needsField, speaksTo, type FormatRow } from "./contract/formats.js";
export { listOf, type FormatOption, type OneOrMore } from "./contract/format-options.js";

// The totals of millions of groups.
export { partsOfKey } from "./contract/group-keys.js";
export { PART_BYTE } from "./contract/key-bytes.js";
export { groupsByKey, groupsByTotal } from "./total/group-order.js";
export { Groups } from "./total/groups.js";
export { digitsOfGroup } from "./total/group-digits.js";
export { storedGroups } from "./shards/merged-sources.js";
export {
  receiptFrom,
  receiptOf,
  receiptPiece,
  totalsOfPiece,
  totalsOfPieces,
  type Receipt,
  type ReceiptReading,
} from "./shards/receipt.js";
export type { ReceiptSource } from "./shards/receipt-source.js";
export type { PartPiece, ReceiptTotal } from "./shards/part.js";
export { errorOf } from "./shards/part-fault.js";
export { publicName } from "./shards/source-name.js";
export { GrandTotals } from "./total/grand-totals.js";

// Bytes of a body.
export { gunzip } from "./source/compression/gunzip.js";
export { giveBack } from "./source/give-back.js";

// Parquet, loaded with the first Parquet data.
export { parquetOnDemand } from "./node/parquet-on-demand.js";

// Names in a file that options could name.
export { namesInFile, type NamesInFile } from "./node/names-in-file.js";

// A small file at once.
export { smallFileBatch } from "./node/small-file.js";

// Bytes of files and open descriptors, whatever they hold.
export { descriptorChunks, fileChunks } from "./node/file-chunks.js";

// Configuration by the environment.
export { choiceFromEnv, ConfigError, integerFromEnv, textFromEnv, type Environment } from "./node/env.js";
export { TokenFile, tokensFromEnv, type Tokens } from "./node/tokens.js";
export { numbersFromEnv, type ConfiguredNumbers } from "./node/numbers-from-env.js";

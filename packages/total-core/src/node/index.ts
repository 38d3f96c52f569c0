/** For Node alone: files, compression, and the environment's configuration. */
export { fileNumbers, type FileNumbersOptions } from "./file.js";
export { descriptorNumbers } from "./descriptor.js";
export { gunzip } from "../source/compression/gunzip.js";
export { giveBack } from "../source/give-back.js";
export type { DecompressionOptions } from "../source/compression/faults.js";
export { numbersFromEnv, type ConfiguredNumbers } from "./numbers-from-env.js";
export { ConfigError } from "./config-error.js";
export { choiceFromEnv, integerFromEnv, textFromEnv, tokenFromEnv, type Environment } from "./env.js";

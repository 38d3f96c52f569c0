/** What needs Node: files, and the environment's configuration. */
export { fileNumbers, type FileNumbersOptions } from "./file.js";
export { numbersFromEnv, type ConfiguredNumbers } from "./numbers-from-env.js";
export { ConfigError } from "./config-error.js";
export { choiceFromEnv, integerFromEnv, textFromEnv, tokenFromEnv, type Environment } from "./env.js";

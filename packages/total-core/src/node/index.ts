/**
 * The sources that need Node: files, and descriptors that are open already.
 *
 * @module
 */
export { fileNumbers, type FileNumbersOptions } from "./file.js";
export { descriptorNumbers } from "./descriptor.js";

/** What needs Node: files and what is open already. */
export { fileNumbers, type FileNumbersOptions } from "./file.js";
export { descriptorNumbers } from "./descriptor.js";

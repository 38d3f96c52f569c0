// Filled by the file source.
export { TotalError } from "../errors.js";

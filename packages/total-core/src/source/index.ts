/** Where numbers come from. */
export { simulatedNumbers, type Clock, type SimulatedNumbersOptions } from "./simulated.js";
export type { HttpNumbersApi, HttpNumbersOptions } from "./http/http-numbers.js";
export type { ByteStream, StreamNumbersOptions } from "./stream.js";

/** Where numbers come from. */
export { simulatedNumbers, type Clock, type SimulatedNumbersOptions } from "./simulated.js";
export { httpNumbers, type HttpNumbersOptions } from "./http/http-numbers.js";
export { type ByteStream, type StreamNumbersOptions } from "./stream.js";

export { TOTAL_ERROR_CODES, TotalError, type Place, type TotalErrorCode } from "./errors.js";

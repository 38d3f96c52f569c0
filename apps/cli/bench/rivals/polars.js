/** `node polars.js FOLDER FORMAT FILE COLUMN`: prints the column's sum. nodejs-polars is installed in FOLDER. */
import { createRequire } from "node:module";

const [folder, format, file, column = "column_1"] = process.argv.slice(2);
const { default: polars } = createRequire(`${folder}/`)("nodejs-polars");
const table =
  format === "ndjson"
    ? polars.scanJson(file, { format: "lines" })
    : polars.scanCSV(file, { hasHeader: format === "csv" });
const [outer, inner] = column.split(".");
const numbers = inner === undefined ? polars.col(outer) : polars.col(outer).struct.field(inner);
const sum = table.select(numbers.sum().alias("sum")).collectSync();
// Printed as CSV: as a JavaScript number an integer loses its upper half.
console.log(sum.writeCSV({ includeHeader: false }).toString().trim());

/**
 * Rows on data as they come. The data of the other rows are kind to a program that guesses the next number from the last ones: their numbers all have few
 * digits, stand in one shape, or lie close together.
 */

/** @typedef {import("./rows.js").Entry} Entry */

/** By the id of the row that it is beside. @type {Record<string, Pick<Entry, "what" | "data">>} */
const MIXED = {
  integers: { what: "of 10^7 integers of 1 to 9 digits, with signs", data: "mixed-integers" },
  amounts: { what: "of 10^7 amounts of 1 to 9 digits, empty lines", data: "mixed-amounts" },
  "many-amounts": { what: "of 845 MB of these, 2 threads", data: "mixed-many-amounts" },
  csv: { what: "--column of a CSV, a quoted field in one row of ten", data: "mixed-csv" },
  "csv-by": { what: "--by of the same, 9 keys of unequal shares", data: "mixed-csv" },
  columns: { what: "of three columns, 1 to 9 digits or empty", data: "mixed-invoices" },
  keys: { what: "--by of 10^6 keys by Zipf's law, 5·10^6 rows", data: "mixed-keys" },
  json: { what: "of a JSON array of 10^7 amounts of 1 to 9 digits, white space", data: "mixed-json" },
  ndjson: { what: "--field of NDJSON whose keys change order, 2·10^6 lines", data: "mixed-ndjson" },
  gzip: { what: "of 10^7 amounts of 1 to 9 digits in gzip", data: "mixed-gzip" },
  f64: { what: "of an f64 file of 10^8, normal, 2% of them 10^±30 times", data: "mixed-f64" },
  parquet: { what: "of a Parquet DECIMAL column, 1 to 9 digits or null", data: "mixed-parquet" },
  "small-files": { what: "of 5,555 files of 20 amounts of 1 to 9 digits", data: "mixed-small-files" },
};

/**
 * Puts the row on mixed data behind each that has one: the contenders that its bars name, and the same bars.
 * @param {readonly Entry[]} rows
 * @returns {readonly Entry[]}
 */
export function withMixedRows(rows) {
  return rows.flatMap((row) => {
    const mixed = MIXED[row.id];
    if (mixed === undefined) return [row];
    const named = new Set(["dlg", ...row.bars.map(({ against }) => against)]);
    return [
      row,
      {
        ...row,
        id: `${row.id}-mixed`,
        what: `dlg total ${mixed.what}`,
        data: mixed.data,
        contenders: (settings) => row.contenders(settings).filter(({ name }) => named.has(name)),
      },
    ];
  });
}

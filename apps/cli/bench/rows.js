/** The rows of the command bench: the table of whole commands in section 8 of the design. */
import * as contender from "./contenders.js";
import { withMixedRows } from "./mixed-rows.js";

/** @typedef {import("../../../packages/total-core/bench/lib/types.d.ts").Bar} Bar */
/** @typedef {import("../../../packages/total-core/bench/lib/types.d.ts").Settings} Settings */

/**
 * @typedef {object} Entry
 * @property {string} id
 * @property {string} what
 * @property {import("./data.js").DataName | "parquet" | "mixed-parquet"} data
 * @property {(settings: Settings) => readonly (contender.Contender | contender.Missing)[]} contenders
 * @property {readonly Bar[]} bars
 * @property {number} [roundsFactor] more rounds, for rows that take no time
 */

/**
 * @param {string} against
 * @param {number} required
 * @param {number} goal
 * @returns {Bar}
 */
const faster = (against, required, goal) => ({ against, kind: "faster", required, goal });

/**
 * @param {string} against
 * @param {number | null} required
 * @param {number} goal
 * @returns {Bar}
 */
const atMost = (against, required, goal) => ({ against, kind: "at most", required, goal });

/** @param {string} type */
const lines = (type) => (/** @type {string} */ path) =>
  `read_csv('${path}', header = false, columns = {'amount': '${type}'})`;

/** @param {string} path */
const sales = (path) =>
  `read_csv('${path}', header = true, columns = {'id': 'BIGINT', 'customer': 'VARCHAR', 'note': 'VARCHAR', 'amount': 'DECIMAL(18, 2)', 'day': 'VARCHAR'})`;

/** @param {string} path */
const invoices = (path) =>
  `read_csv('${path}', header = true, columns = {'id': 'BIGINT', 'region': 'VARCHAR', 'net': 'DECIMAL(18, 2)', 'tax': 'DECIMAL(18, 2)', 'gross': 'DECIMAL(18, 2)', 'day': 'VARCHAR'})`;

/** @param {string} path */
const keyed = (path) =>
  `read_csv('${path}', header = true, columns = {'id': 'VARCHAR', 'amount': 'DECIMAL(18, 2)'})`;

/** @param {string} path */
const events = (path) =>
  `(SELECT payment.amount AS amount FROM read_json('${path}', format = 'newline_delimited', columns = {'payment': 'STRUCT(amount DECIMAL(18, 2))'}))`;

/** @param {string} path */
const eventsByRegion = (path) =>
  `(SELECT region, payment.amount AS amount FROM read_json('${path}', format = 'newline_delimited', columns = {'region': 'VARCHAR', 'payment': 'STRUCT(amount DECIMAL(18, 2))'}))`;

/** Its reader takes one character between two fields and no more. @param {string} path */
const fifthWords = (path) =>
  `(SELECT regexp_extract(line, '^\\s*(\\S+\\s+){4}(\\d+)', 2)::BIGINT AS amount FROM read_csv('${path}', header = false, skip = 1, delim = chr(1), quote = '', columns = {'line': 'VARCHAR'}))`;

/** @param {string} path */
const list = (path) =>
  `read_json('${path}', format = 'array', records = false, columns = {'amount': 'BIGINT'})`;

/** @type {readonly Entry[]} */
export const ROWS = withMixedRows([
  {
    id: "integers",
    what: "dlg total of 10^7 integers",
    data: "integers",
    contenders: (settings) => [
      contender.dlg(),
      contender.mawk(),
      contender.datamash(),
      contender.polars(settings, "text"),
      contender.duckdb(settings, lines("BIGINT"), "DuckDB BIGINT"),
      contender.jq("reduce inputs as $number (0; . + $number)"),
      contender.miller(),
    ],
    bars: [faster("mawk", 3.5, 6.5), faster("datamash", 2.8, 5)],
  },
  {
    id: "amounts",
    what: "dlg total of 10^7 amounts like -1234.56",
    data: "amounts",
    contenders: (settings) => [
      contender.dlg(),
      contender.mawk(),
      contender.duckdb(settings, lines("DECIMAL(18, 2)")),
      contender.polars(settings, "text"),
      contender.datamash(),
    ],
    bars: [faster("mawk", 6, 10), faster("DuckDB DECIMAL", 3, 5.5), faster("polars", 2, 3.5)],
  },
  {
    id: "many-amounts",
    what: "dlg total of 736 MB of amounts, 2 threads",
    data: "many-amounts",
    contenders: (settings) => [
      contender.dlg("--threads", "2"),
      contender.mawk(),
      contender.duckdb(settings, lines("DECIMAL(18, 2)")),
      contender.countLines(),
      contender.polars(settings, "text"),
    ],
    bars: [faster("mawk", 15, 28), faster("DuckDB DECIMAL", 5, 9), atMost("wc -l", 6, 3.5)],
  },
  {
    id: "csv",
    what: "dlg total --column of a CSV with quoted fields, 333 MB",
    data: "csv",
    contenders: (settings) => [
      contender.dlg("--column", "amount"),
      contender.polars(settings, "csv", "amount"),
      contender.duckdb(settings, sales),
      contender.mawk('BEGIN { FS = "," } NR > 1 { s += $4 }'),
    ],
    bars: [faster("polars", 1.3, 2.2), faster("DuckDB DECIMAL", 2, 3.7)],
  },
  {
    id: "csv-by",
    what: "dlg total --by of the same, 9 keys",
    data: "csv",
    contenders: (settings) => [
      contender.printsGroups(contender.dlg("--column", "amount", "--by", "day")),
      contender.printsGroups(contender.duckdbByKey(settings, sales, "day")),
      contender.printsGroups(contender.millerByKey("amount", "day")),
    ],
    bars: [{ against: "DuckDB DECIMAL", kind: "faster", required: null, goal: null }],
  },
  {
    id: "columns",
    what: "dlg total of three columns of a CSV, 5·10^6 rows",
    data: "invoices",
    contenders: (settings) => [
      contender.printsColumns(
        contender.dlg("--column", "net", "--column", "tax", "--column", "gross", "--no-names"),
      ),
      contender.oneColumn("gross"),
      contender.printsColumns(contender.duckdbOfColumns(settings, invoices, ["net", "tax", "gross"])),
      contender.printsColumns(contender.mawkOfColumns([3, 4, 5])),
      contender.printsColumns(contender.miller(["--icsv", "--ofmt", "%.2lf"], "net,tax,gross")),
    ],
    bars: [atMost("one column", 1.6, 1.3), faster("DuckDB DECIMAL", 1.5, 3), faster("mawk", 3.5, 6)],
  },
  {
    id: "whitespace",
    what: "dlg total of aligned columns, 5·10^6 rows",
    data: "listing",
    contenders: (settings) => [
      contender.dlg("--delimiter", "whitespace", "--column", "size"),
      contender.duckdb(settings, fifthWords, "DuckDB BIGINT"),
      contender.miller(["--ipprint"], "size"),
      contender.mawk("NR > 1 { s += $5 }"),
    ],
    bars: [faster("DuckDB BIGINT", 2.5, 4.5), faster("mawk", 2.3, 4)],
  },
  {
    id: "keys",
    what: "dlg total --by of 10^6 keys, 5·10^6 rows of CSV",
    data: "keys",
    contenders: (settings) => [
      contender.printsGroups(contender.dlg("--column", "amount", "--by", "id")),
      contender.printsGroups(contender.mawkByKey()),
      contender.printsGroups(contender.duckdbByKey(settings, keyed, "id")),
      contender.slow(contender.printsGroups(contender.millerByKey("amount", "id")), 1),
    ],
    bars: [atMost("mawk", 2, 1), atMost("DuckDB DECIMAL", null, 1)],
  },
  {
    id: "more-keys",
    what: "dlg total --by of 5·10^6 keys, 25·10^6 rows of CSV",
    data: "more-keys",
    contenders: () => [contender.printsGroups(contender.dlg("--column", "amount", "--by", "id"))],
    bars: [],
  },
  {
    id: "json",
    what: "dlg total of a JSON array of 10^7",
    data: "json",
    contenders: (settings) => [
      contender.dlg(),
      contender.jsonParse(),
      contender.duckdb(settings, list, "DuckDB BIGINT"),
      contender.jq("add"),
    ],
    bars: [faster("JSON.parse and a loop", 4, 6)],
  },
  {
    id: "ndjson",
    what: "dlg total --field of NDJSON, 2·10^6 lines",
    data: "ndjson",
    contenders: (settings) => [
      contender.dlg("--field", "payment.amount"),
      contender.duckdb(settings, events),
      contender.polars(settings, "ndjson", "payment.amount"),
      contender.jsonParse("payment", "amount"),
      contender.jq("reduce inputs as $event (0; . + $event.payment.amount)"),
    ],
    bars: [faster("DuckDB DECIMAL", 2.5, 4)],
  },
  {
    id: "ndjson-keys",
    what: "dlg total --field --by of NDJSON, nine keys, 2·10^6 lines",
    data: "regions",
    contenders: (settings) => [
      contender.printsGroups(contender.dlg("--field", "payment.amount", "--by", "region")),
      contender.fieldAlone("payment.amount"),
      contender.printsGroups(contender.duckdbByKey(settings, eventsByRegion, "region")),
    ],
    bars: [atMost("--field alone", 1.6, 1.3)],
  },
  {
    id: "gzip",
    what: "dlg total of 10^7 amounts in gzip",
    data: "gzip",
    contenders: () => [contender.dlg(), contender.unzip()],
    bars: [atMost("gzip -dc", 0.8, 0.5)],
  },
  {
    id: "f64",
    what: "dlg total of an f64 file of 10^8",
    data: "f64",
    contenders: () => [contender.dlg(), contender.countLines()],
    bars: [atMost("wc -l", 3, 1.5)],
  },
  {
    id: "parquet",
    what: "dlg total of a Parquet DECIMAL column, 10^7",
    data: "parquet",
    contenders: (settings) => [
      contender.dlg("--column", "amount"),
      contender.duckdb(settings, (path) => `'${path}'`),
    ],
    bars: [atMost("DuckDB DECIMAL", 2, 1)],
  },
  {
    id: "small-files",
    what: "dlg total of 5,555 files of 20 amounts",
    data: "small-files",
    contenders: (settings) => [
      contender.ofEachFile(contender.dlg()),
      contender.catAndDlg(),
      contender.ofEachFile(contender.mawk("{ s += $1 }", contender.IN_CENTS)),
      contender.duckdb(settings, (path) => lines("DECIMAL(18, 2)")(`${path}/*.txt`)),
      contender.ofEachFile(contender.miller(["--inidx", "--ofmt", "%.2lf"])),
    ],
    bars: [atMost("cat | dlg", 5, 2)],
  },
  {
    id: "five",
    what: "dlg total of 5 numbers",
    data: "five",
    contenders: () => [contender.dlg(), contender.emptyNode(), contender.mawk()],
    bars: [atMost("node -e 0", 2, 1.4)],
    roundsFactor: 3,
  },
]);

/**
 * Rows of peaks of resident memory. Section 8 of the design has one bound for all rows but Parquet's, besides which memory grows with the number of keys.
 *
 * @type {readonly { id: string, what: string, of: (id: string) => boolean, bars: readonly Bar[] }[]}
 */
export const MEMORY_ROWS = [
  {
    id: "memory",
    what: "peak memory of dlg total, the most of the rows above",
    of: (id) => !/^(parquet|keys|more-keys)/.test(id),
    bars: [{ kind: "at most", required: 90, goal: 64 }],
  },
  {
    id: "keys-memory",
    what: "peak memory of dlg total --by of 10^6 keys",
    of: (id) => id === "keys",
    bars: [{ kind: "at most", required: 250, goal: 175 }],
  },
];

/** Both rows have five numbers for each key: a key should cost no more where there are five times as many. */
export const KEYS = { keys: 1e6, "more-keys": 5e6 };

export const KEY_BARS = [atMost("10^6 keys", 1.1, 1)];

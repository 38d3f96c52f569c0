/**
 * The kernel for columns of a CSV: exact sums. A call reads its bytes twice: a block of 64 at a time to list the separators of fields and check the
 * quotes, and then, row by row, the cells of the columns. For rows of JSON another kernel makes the list (objects/cells.ts).
 *
 * A call keeps only the shape of the rows, the keys and the sums by key for later calls. It adds the rows that are whole in its bytes, and returns
 * where it stopped. The caller reads the rows that are cut or not plain.
 */
import { CALL_BYTES } from "../memory/call";
import { checkBytes } from "../memory/region";
import { coverTail, uncoverTail } from "../memory/tail";
import { CR, LF, QUOTE, SPACE } from "../simd/ascii";
import { countLineFeeds } from "../simd/lines";
import { AT_END, AT_FULL, AT_SLOW_ROW, beginReport, endReport, isListFull } from "../memory/report";
import { addRow, addAnyRow, addSeveral, beginColumns, endColumns } from "./columns";
import { resetGroups, touchedKeys } from "./groups";
import { areMany, forgetKeys, limitKeys, setColumns } from "./keys";
import { addAnyKeyedRow, addKeyedRow, addListedRow, fetchKeys } from "./keyed-rows";
import { areFields, areSet, columns, countRows, fields, keyFields, setFields, startOfRow } from "./rows";
import { areWords, findSeparators, findWords, lineFeeds, readEnd, rowEnds, SEPARATORS, setDialect } from "./separators";

export { clearGroups, keptNumbers, touchedKeys } from "./groups";
export { areAscii, keys, roomForKeys } from "./keys";

/** It is used for nothing: writing it keeps the compiler from dropping the fetches. */
let fetched: u32 = 0;

/**
 * Begins with other rows. The caller has written to PICKED which fields are picked.
 * @param fields how many fields a row has; at most one for each byte of a call
 * @param columns how many numbers a row has
 * @param keyFields how many fields make its key, where rows have two fields or more; 0 for none
 * @param delimiter an ASCII character: not NUL, CR, LF or quote. A space stands for runs of spaces and tabs, and goes without quotes
 * @param quotes whether fields may be quoted
 * @param plainNumbers whether numbers have a decimal point and no separators between groups; otherwise every number is a slow literal
 */
export function setRows(
  fields: u32, columns: u32, keyFields: u32, delimiter: u32, quotes: bool, plainNumbers: bool,
): void {
  const hasKeys = keyFields != 0;
  if (fields - 1 >= u32(CALL_BYTES) || (hasKeys && fields == 1)) unreachable();
  if (!areFields(fields, columns, keyFields) || !isDelimiter(delimiter, quotes)) unreachable();
  setFields(fields, columns, keyFields, quotes, plainNumbers);
  setDialect(u8(delimiter), quotes);
  resetGroups();
  forgetKeys();
  if (hasKeys) setColumns(columns);
}

function isDelimiter(byte: u32, quotes: bool): bool {
  return byte - 1 < 0x7f && (byte != SPACE || !quotes) && byte != CR && byte != LF && byte != QUOTE;
}

/** Removes all keys. The caller has taken the sums, which are listed by index of the key. @param most how many keys there may be next, one at least */
export function clearKeys(most: u32): void {
  if (touchedKeys() != 0 || most == 0) unreachable();
  forgetKeys();
  limitKeys(most);
}

/** Why the call ends. */
let why: u32 = AT_END;

/**
 * Adds the rows from `begin`, where one begins, to `end`.
 * @returns where the first row begins that was not taken
 */
export function addRows(begin: usize, end: usize): usize {
  checkBytes(begin, end);
  if (!areSet()) unreachable();
  beginReport();
  const areSeveral = columns > 1;
  if (areSeveral) beginColumns();
  // Where the first row is empty, the byte before it is read as the separator before the row.
  const before = load<u8>(begin - 1);
  store<u8>(begin - 1, LF);
  coverTail(end, 0);
  store<u32>(SEPARATORS - 4, u32(begin) - 1);
  if (areWords) findWords(begin, end);
  else findSeparators(begin, end);
  const rows = countRows();
  why = rows < rowEnds || readEnd < end ? AT_SLOW_ROW : AT_END;
  const row = keyFields == 0 ? addEach(rows) : addEachByKey(rows);
  const taken = startOfRow(row);
  if (areSeveral) endColumns();
  endReport(lineFeeds - countLineFeeds(taken, readEnd), why);
  uncoverTail(end);
  store<u8>(begin - 1, before);
  return taken;
}

/**
 * Adds rows whose separators the caller has listed: that before the first cell of each, and behind each cell and before the next one. Rows have no quotes.
 * @param begin where the first row begins
 * @param end where the last one ends
 * @param rows how many there are
 * @param lines how many LFs are in them
 * @param reason why there are no more
 * @returns where the first row begins that was not taken
 */
export function addListed(begin: usize, end: usize, rows: u32, lines: u32, reason: u32): usize {
  checkBytes(begin, end);
  if (!areSet() || usize(rows) * fields > <usize>CALL_BYTES) unreachable();
  beginReport();
  const areSeveral = columns > 1;
  if (areSeveral) beginColumns();
  store<u32>(SEPARATORS - 4, u32(begin) - 1);
  why = reason;
  const row = keyFields == 0 ? addEach(rows) : addEachByKey(rows, columns == 1 && keyFields == 1);
  const taken = startOfRow(row);
  if (areSeveral) endColumns();
  endReport(row == rows ? lines : countLineFeeds(begin, taken), why);
  return taken;
}

/** Whether rows are as most are. For them there is code of its own, which is faster. */
function arePlain(): bool {
  return columns == 1 && keyFields <= 1 && !areWords;
}

/** Adds the first rows. @returns how many were taken */
function addEach(rows: u32): u32 {
  let row: u32 = 0;
  if (arePlain()) for (; row < rows && !isListFull(1); row++) addRow(row);
  else if (!areWords && fields > 1) row = addSeveral(rows);
  else for (; row < rows && !isListFull(columns); row++) addAnyRow(row);
  if (row < rows) why = AT_FULL;
  return row;
}

/** The same where rows have keys. */
function addEachByKey(rows: u32, areListed: bool = false): u32 {
  if (areMany()) fetched = fetchKeys(rows);
  let row: u32 = 0;
  let stop = AT_END;
  if (areListed) for (; row < rows && !isListFull(1) && (stop = addListedRow(row)) == AT_END; row++);
  else if (arePlain()) for (; row < rows && !isListFull(1) && (stop = addKeyedRow(row)) == AT_END; row++);
  else for (; row < rows && !isListFull(columns) && (stop = addAnyKeyedRow(row)) == AT_END; row++);
  if (row < rows) why = stop == AT_END ? AT_FULL : stop;
  return row;
}

/**
 * Exact totals of a column of a CSV. A call reads its bytes twice: a block of 64 at a time for the separators of fields, which are listed and
 * whose quotes are checked, and then, row by row, the cells of the column.
 *
 * A call knows nothing of the calls before it but what the rows are like, and what sums by key they have left: it adds the rows that are whole in its
 * bytes and says how far that went. What is cut, or strange, is left to its caller.
 */
import { coverTail, uncoverTail } from "../memory/tail";
import { LF } from "../tokens/ascii";
import { countLineFeeds } from "../tokens/lines";
import { AT_END, AT_FULL, AT_ODD_ROW, beginReport, endReport, isListFull } from "../tokens/report";
import { resetGroups } from "./groups";
import { areMany, clearKeys } from "./keys";
import { addKeyedRow, addRow, countRows, fetchKeys, setFields, startOfRow } from "./rows";
import { findSeparators, lineFeeds, readEnd, rowEnds, SEPARATORS, setDialect } from "./separators";

export { callBytes } from "../memory/call";
export { dataEnd } from "../memory/data";
export { oddLiterals, report } from "../tokens/report";
export { sums } from "../tokens/tally";
export { clearGroups, keptNumbers, sumsScale, touched, touchedKeys } from "./groups";
export { clearKeys, keyRecords, keys } from "./keys";

let hasKeys: bool = false;
/** That something is done with it keeps the compiler from leaving it out. */
let fetched: u32 = 0;

/**
 * Begins with other rows.
 * @param fields how many each has
 * @param picked which of them is added, from 0
 * @param key which of them has the key; -1 where none has
 * @param delimiter a byte, neither a space nor NUL, CR, LF or a quote
 * @param quotes whether fields may stand in quotes
 * @param usualNumbers whether numbers have a point and no other signs; else each is listed
 */
export function setRows(
  fields: u32, picked: u32, key: i32, delimiter: u32, quotes: bool, usualNumbers: bool,
): void {
  hasKeys = key >= 0;
  setFields(fields, picked, u32(key), quotes, usualNumbers);
  setDialect(u8(delimiter), quotes);
  if (!hasKeys) return;
  clearKeys();
  resetGroups();
}

/**
 * Adds the rows from `begin`, where one begins, to `end`.
 * @returns where a row begins that could not be taken
 */
export function addRows(begin: usize, end: usize): usize {
  beginReport();
  // Where the first row is nothing, what stands before it is taken for the separator before that.
  const before = load<u8>(begin - 1);
  store<u8>(begin - 1, LF);
  coverTail(end, 0);
  store<u32>(SEPARATORS - 4, u32(begin) - 1);
  findSeparators(begin, end);
  const rows = countRows();
  let why = rows < rowEnds || readEnd < end ? AT_ODD_ROW : AT_END;
  let row: u32 = 0;
  if (hasKeys && areMany()) fetched = fetchKeys(rows);
  for (; row < rows; row++) {
    if (isListFull()) {
      why = AT_FULL;
      break;
    }
    if (hasKeys) {
      const wasTaken = addKeyedRow(row);
      if (wasTaken != AT_END) {
        why = wasTaken;
        break;
      }
    } else addRow(row);
  }
  const taken = startOfRow(row);
  endReport(lineFeeds - countLineFeeds(taken, readEnd), why);
  uncoverTail(end);
  store<u8>(begin - 1, before);
  return taken;
}

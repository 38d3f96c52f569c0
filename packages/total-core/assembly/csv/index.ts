/**
 * Exact totals of a column of a CSV. A call reads its bytes twice: a block of 64 at a time for the separators of fields, which are listed and
 * whose quotes are checked, and then, row by row, the cells of the column.
 *
 * A call knows nothing of the calls before it but what the rows are like, and what sums by key they have left: it adds the rows that are whole in its
 * bytes and says how far that went. What is cut, or strange, is left to its caller.
 */
import { CALL_BYTES } from "../memory/call";
import { checkBytes } from "../memory/region";
import { coverTail, uncoverTail } from "../memory/tail";
import { CR, LF, QUOTE, SPACE } from "../tokens/ascii";
import { countLineFeeds } from "../tokens/lines";
import { AT_END, AT_FULL, AT_ODD_ROW, beginReport, endReport, isListFull } from "../tokens/report";
import { resetGroups, touchedKeys } from "./groups";
import { areMany, forgetKeys } from "./keys";
import { addKeyedRow, addRow, areSet, countRows, fetchKeys, setFields, startOfRow } from "./rows";
import { findSeparators, lineFeeds, readEnd, rowEnds, SEPARATORS, setDialect } from "./separators";

export { callBytes } from "../memory/call";
export { dataEnd } from "../memory/data";
export { oddLiterals, report } from "../tokens/report";
export { sums } from "../tokens/tally";
export { clearGroups, keptNumbers, sumsScale, touched, touchedKeys } from "./groups";
export { keyRecords, keys } from "./keys";

// @ts-ignore: decorators are valid here
@inline
const NO_KEY = -1;

let hasKeys: bool = false;
/** That something is done with it keeps the compiler from leaving it out. */
let fetched: u32 = 0;

/**
 * Begins with other rows.
 * @param fields how many each has; at most one for each byte of a call
 * @param picked which of them is added, from 0
 * @param key which of them has the key, if there are two at least; -1 where none has
 * @param delimiter an ASCII character, neither a space nor NUL, CR, LF or a quote
 * @param quotes whether fields may stand in quotes
 * @param usualNumbers whether numbers have a point and no other signs; else each is listed
 */
export function setRows(
  fields: u32, picked: u32, key: i32, delimiter: u32, quotes: bool, usualNumbers: bool,
): void {
  const hasKey = key != NO_KEY;
  const areFields = fields - 1 < u32(CALL_BYTES) && picked < fields && (!hasKey || (u32(key) < fields && fields > 1));
  if (!areFields || !isDelimiter(delimiter)) unreachable();
  hasKeys = hasKey;
  setFields(fields, picked, u32(key), quotes, usualNumbers);
  setDialect(u8(delimiter), quotes);
  if (!hasKeys) return;
  resetGroups();
  forgetKeys();
}

function isDelimiter(byte: u32): bool {
  return byte - 1 < 0x7f && byte != SPACE && byte != CR && byte != LF && byte != QUOTE;
}

/** Forgets all keys. The caller has taken the sums: what is touched is known by the key's index. */
export function clearKeys(): void {
  if (touchedKeys() != 0) unreachable();
  forgetKeys();
}

/**
 * Adds the rows from `begin`, where one begins, to `end`.
 * @returns where a row begins that could not be taken
 */
export function addRows(begin: usize, end: usize): usize {
  checkBytes(begin, end);
  if (!areSet()) unreachable();
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

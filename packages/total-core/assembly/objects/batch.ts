/** Reads lines in batches: it sets their cells, and adds nothing. */
import { bitsFromMasks, BLOCK_BYTES, isTrueOfAny } from "../simd/block";
import { areLineFeeds } from "../simd/bytes";
import { addressIn, beginLines, cellsOf, endLinesAt, LINE_BYTES, LINES, linesEnd, setAddress } from "./lines";
import { isFull } from "./parts";
import { readRow } from "./rows";
import { followShape, followShapeTwice, stoppedState, stoppedText } from "./shape";
import { ROOT } from "./states";
import { STOPPED } from "./stop";
import { beginShape } from "./structure";
import { readWaiting, waitAt } from "./waiting";

/** Lines are read two at a time, as long as they have the shape of the row before. The other ways are for lines that do not. */
enum OtherWay {
  /** All of a batch at once, part by part (waiting.ts): their shapes are many, their parts are not. */
  BY_PART,
  /** Each by {@link readRow}: few of their parts are known. */
  ONE_BY_ONE,
}

/** The first batches are read part by part, which also makes parts longer. */
const FIRST_BATCHES: u32 = 4;
/** After so many batches it is tried again whether lines have a shape. */
const MORE_BATCHES: u32 = 64;
/** How many more batches are read another way, and which. */
let batches: u32 = FIRST_BATCHES;
let way: OtherWay = OtherWay.BY_PART;

export function beginBatches(): void {
  batches = FIRST_BATCHES;
  way = OtherWay.BY_PART;
}

/** Lists the lines that are whole between `begin` and `end`, at most so many, and reads them. The address in a line that was not read is STOPPED. */
export function readBatch(begin: usize, end: usize, most: u32): void {
  if (isFull) beginShape();
  const areByPart = batches > 0 && way == OtherWay.BY_PART;
  listLines(begin, end, most, areByPart);
  if (linesEnd == LINES) return;
  if (batches == 0) return followLines();
  batches--;
  if (!areByPart) {
    for (let line = LINES; line < linesEnd; line += LINE_BYTES) setAddress(line, STOPPED);
    return;
  }
  readWaiting();
  if (batches == 0 && areMostStopped()) goAnotherWay(OtherWay.ONE_BY_ONE);
}

/** @param doWait whether each line is to wait for its first part */
function listLines(begin: usize, end: usize, most: u32, doWait: bool): void {
  beginLines(most);
  let line = LINES;
  let at = begin;
  for (let block = begin; block < end && line < linesEnd; block += BLOCK_BYTES) {
    const are0 = areLineFeeds(v128.load(block));
    const are1 = areLineFeeds(v128.load(block, 16));
    const are2 = areLineFeeds(v128.load(block, 32));
    const are3 = areLineFeeds(v128.load(block, 48));
    if (!isTrueOfAny(are0, are1, are2, are3)) continue;
    let lineFeeds = bitsFromMasks(are0, are1, are2, are3);
    for (; lineFeeds != 0 && line < linesEnd; lineFeeds &= lineFeeds - 1) {
      if (doWait) waitAt(line, ROOT, at);
      else setAddress(line, at);
      at = block + usize(ctz(lineFeeds)) + 1;
      line += LINE_BYTES;
    }
  }
  endLinesAt(line);
}

function goAnotherWay(other: OtherWay): void {
  batches = MORE_BATCHES;
  way = other;
}

/** Reads the lines that have the shape of the first one. The others wait for the part that they have instead. */
function followLines(): void {
  setAddress(LINES, readRow(addressIn(LINES), cellsOf(LINES)));
  let strays: usize = 0;
  for (let line = LINES + LINE_BYTES; line < linesEnd; line += 2 * LINE_BYTES) {
    const second = line + LINE_BYTES;
    if (second < linesEnd) {
      const secondRow = addressIn(second);
      const end = followShapeTwice(addressIn(line), cellsOf(line), secondRow, cellsOf(second));
      if (end != STOPPED) {
        setAddress(line, secondRow);
        setAddress(second, end);
        continue;
      }
      strays += follow(second);
    }
    strays += follow(line);
  }
  readWaiting();
  if (strays * LINE_BYTES > (linesEnd - LINES) / 4) goAnotherWay(OtherWay.BY_PART);
}

/** @returns how many lines do not have the shape: this one, or none */
function follow(line: usize): usize {
  const end = followShape(addressIn(line), cellsOf(line));
  if (end == STOPPED) waitAt(line, stoppedState, stoppedText);
  else setAddress(line, end);
  return usize(end == STOPPED);
}

function areMostStopped(): bool {
  let stopped: usize = 0;
  for (let line = LINES; line < linesEnd; line += LINE_BYTES) stopped += usize(addressIn(line) == STOPPED);
  return stopped * LINE_BYTES > (linesEnd - LINES) / 2;
}

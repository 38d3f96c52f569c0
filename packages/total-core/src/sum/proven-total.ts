/**
 * The hardware's own sum, where it can be proved that it is the correctly rounded one.
 *
 * Most lists need no accumulator: additions whose rounding errors are caught give a sum and a far smaller rest, and a bound on what
 * was lost from the rest. The total rounded is that of sum + rest if neither the bound's upper nor its lower end would change it.
 * For lists that cancel or that spread too far there is no proof: the answer is then {@link UNPROVEN}, and an accumulator's turn.
 *
 * *Short lists.* Knuth's TwoSum gives the rounding error of an addition exactly. The errors are summed by TwoSum too; if all the
 * errors of that second sum are zero, nothing was lost and sum + rest is the exact total.
 *
 * *Long lists*, in blocks of n <= 2^11 numbers, in four lanes. A lane starts at C = 1.5·2^k, the window, and has the numbers of
 * the block added one by one. As long as it stays in [2^k, 2^(k+1)) each addition rounds to a multiple of 2^(k-52), so that
 * - it stays there if the sum of all |x| is at most C/8 < 2^(k-2): that sum is taken along. The rounding errors of the additions,
 *   at most n·2^(k-53), and its own, a 2^-41th of it, matter nothing against the distance of C to both ends, 2^(k-1);
 * - the step from one value of the lane to the next is exact, and so is x - step, at most 2^(k-53): |x| is less than the lane's
 *   value (Dekker's Fast2Sum);
 * - the lanes' ends minus C, and their sum, are multiples of 2^(k-52) below 2^k: exact.
 * The rests x - step are added in plain binary64. None of the n partial sums is above n·2^(k-53), so that each addition errs by at
 * most n·2^(k-106), and all of them by n²·2^(k-106) <= 2^(k-84).
 *
 * The next block's window comes from the sum of this block's |x|. If that was too small for a block, it is summed again.
 *
 * Rump, Ogita, Oishi, "Accurate floating-point summation" (AccSum), for the window and the proof.
 */
import { HIGH_WORD, LOW_WORD } from "./words.js";

/** The answer where there is no proof: then it is up to an accumulator, also where the total is NaN. */
export const UNPROVEN: number = NaN;

const LONGEST_SHORT = 32;
const BLOCK = 2 ** 11;
const LANES = 4;

/** What a block's rests lose, as a share of its window. */
const LOST_OF_WINDOW = 2 ** -84;
/** What one addition loses at most, twice over: bounds are summed in binary64 as well. */
const LOST_OF_SUM = 2 ** -52;

/** Lists of which a few samples spread so far (70 bits) rarely have a proof. */
const WIDEST_SPREAD = 2 ** 70;
const SAMPLES = 16;

/** The results of a block, by these indices. A typed array takes them without any allocation. */
const block = new Float64Array(3);
const SUM = 0;
const REST = 1;
/** The sum of all |x|, which needs no window to be right. */
const SIZE = 2;

/** Adds `values` from `start` to before `end`, a multiple of {@link LANES}, and leaves the results in {@link block}. */
type AddBlock<List> = (values: List, start: number, end: number, window: number) => void;

const shortList = new Float64Array(LONGEST_SHORT);

export function provenTotal(values: Float64Array): number {
  if (values.length <= LONGEST_SHORT) return provenShort(values, values.length);
  return provenLong(values, addBlockOfDoubles);
}

/** The same for an array. {@link UNPROVEN} if there is anything but numbers in it. */
export function provenTotalOfNumbers(values: readonly number[]): number {
  if (values.length > LONGEST_SHORT) return provenLong(values, addBlockOfNumbers);
  for (let i = 0; i < values.length; i++) {
    const x = values[i];
    if (typeof x !== "number") return UNPROVEN;
    shortList[i] = x;
  }
  return provenShort(shortList, values.length);
}

function provenShort(values: Float64Array, length: number): number {
  // Nothing but −0 leaves a −0 in it.
  let sum = -0;
  let rest = 0;
  let lost = 0;
  for (let i = 0; i < length; i++) {
    const x = values[i]!;
    const nextSum = sum + x;
    const sumStep = nextSum - sum;
    const error = sum - (nextSum - sumStep) + (x - sumStep);
    sum = nextSum;
    const nextRest = rest + error;
    const restStep = nextRest - rest;
    lost += Math.abs(rest - (nextRest - restStep) + (error - restStep));
    rest = nextRest;
  }
  if (lost === 0) return rest === 0 ? sum : sum + rest;
  return provenSum(sum, rest, 2 * lost);
}

function provenLong<List extends ArrayLike<number>>(values: List, addBlock: AddBlock<List>): number {
  let window = firstWindow(values);
  if (Number.isNaN(window)) return UNPROVEN;
  const running = new RunningSum();
  // A second loop in a function that adds blocks, for what does not fill all lanes, would more than double its time.
  const firstBlock = values.length % LANES;
  for (let i = 0; i < firstBlock; i++) {
    const x = values[i]!;
    if (typeof x !== "number") return UNPROVEN;
    running.add(x, 0, 0);
  }
  for (let start = firstBlock; start < values.length; start += BLOCK) {
    const end = Math.min(start + BLOCK, values.length);
    addBlock(values, start, end, window);
    if (!fits(window)) {
      window = windowFor(block[SIZE]!);
      addBlock(values, start, end, window);
      if (!fits(window)) return UNPROVEN;
    }
    running.add(block[SUM]!, block[REST]!, window * LOST_OF_WINDOW);
    window = windowFor(block[SIZE]!);
  }
  return provenSum(running.sum, running.rest, 2 * running.lost);
}

class RunningSum {
  sum = 0;
  rest = 0;
  /** How much is lost from the rest at most. */
  lost = 0;

  /** Adds `x` + `rest`, from which at most `lost` was lost. */
  add(x: number, rest: number, lost: number): void {
    const sum = this.sum + x;
    const step = sum - this.sum;
    const error = this.sum - (sum - step) + (x - step);
    const added = error + rest;
    this.sum = sum;
    this.rest += added;
    this.lost += lost + (Math.abs(added) + Math.abs(this.rest)) * LOST_OF_SUM;
  }
}

/** `sum` + `rest`, if it is the same whatever at most `doubt` is added to it or taken away. */
function provenSum(sum: number, rest: number, doubt: number): number {
  const total = sum + rest;
  const step = total - sum;
  const error = sum - (total - step) + (rest - step);
  // More than the rounding of the two sums below, so that they lie beyond what they stand for.
  const margin = doubt + Math.abs(error) * LOST_OF_SUM;
  return total + (error + margin) === total && total + (error - margin) === total ? total : UNPROVEN;
}

function fits(window: number): boolean {
  return 8 * block[SIZE]! <= window;
}

const scratch = new Float64Array(1);
const scratchWords = new Uint32Array(scratch.buffer);

const WINDOW_ABOVE_SIZE = 4;
/** The greatest and the least exponent field of a window: nothing overflows, and no bound underflows. */
const GREATEST_WINDOW = 1023 + 1021;
const LEAST_WINDOW = 1023 - 900;

/** 1.5·2^k, at least 12 and at most 24 times `size`; NaN where that is too large. */
function windowFor(size: number): number {
  scratch[0] = size;
  const exponent = (scratchWords[HIGH_WORD]! >>> 20) + WINDOW_ABOVE_SIZE;
  if (exponent > GREATEST_WINDOW) return NaN;
  scratchWords[LOW_WORD] = 0;
  scratchWords[HIGH_WORD] = (Math.max(exponent, LEAST_WINDOW) << 20) | 0x80000;
  return scratch[0];
}

/** A guess from a few samples; NaN where they spread so far that it is not worth while, or are not finite numbers. */
function firstWindow(values: ArrayLike<number>): number {
  let greatest = 0;
  let least = Infinity;
  const step = Math.floor(values.length / SAMPLES);
  for (let i = 0; i < values.length; i += step) {
    const x = values[i];
    if (typeof x !== "number") return NaN;
    const size = Math.abs(x);
    if (size > greatest) greatest = size;
    if (size < least && size > 0) least = size;
  }
  if (least * WIDEST_SPREAD < greatest) return NaN;
  return windowFor(greatest * Math.min(values.length, BLOCK));
}

function addBlockOfDoubles(values: Float64Array, start: number, end: number, window: number): void {
  let lane0 = window;
  let lane1 = window;
  let lane2 = window;
  let lane3 = window;
  let rest0 = 0;
  let rest1 = 0;
  let rest2 = 0;
  let rest3 = 0;
  let size0 = 0;
  let size1 = 0;
  for (let i = start; i < end; i += 4) {
    const x0 = values[i]!;
    const x1 = values[i + 1]!;
    const x2 = values[i + 2]!;
    const x3 = values[i + 3]!;
    const next0 = lane0 + x0;
    rest0 += x0 - (next0 - lane0);
    size0 += Math.abs(x0);
    lane0 = next0;
    const next1 = lane1 + x1;
    rest1 += x1 - (next1 - lane1);
    size0 += Math.abs(x1);
    lane1 = next1;
    const next2 = lane2 + x2;
    rest2 += x2 - (next2 - lane2);
    size1 += Math.abs(x2);
    lane2 = next2;
    const next3 = lane3 + x3;
    rest3 += x3 - (next3 - lane3);
    size1 += Math.abs(x3);
    lane3 = next3;
  }
  block[SUM] = lane0 - window + (lane1 - window) + (lane2 - window + (lane3 - window));
  block[REST] = rest0 + rest1 + (rest2 + rest3);
  block[SIZE] = size0 + size1;
}

/** Word for word the same but for the types: one function for both would run at half the speed. */
function addBlockOfNumbers(values: readonly number[], start: number, end: number, window: number): void {
  let lane0 = window;
  let lane1 = window;
  let lane2 = window;
  let lane3 = window;
  let rest0 = 0;
  let rest1 = 0;
  let rest2 = 0;
  let rest3 = 0;
  let size0 = 0;
  let size1 = 0;
  for (let i = start; i < end; i += 4) {
    const x0 = values[i]!;
    const x1 = values[i + 1]!;
    const x2 = values[i + 2]!;
    const x3 = values[i + 3]!;
    if (
      typeof x0 !== "number" ||
      typeof x1 !== "number" ||
      typeof x2 !== "number" ||
      typeof x3 !== "number"
    ) {
      block[SIZE] = NaN;
      return;
    }
    const next0 = lane0 + x0;
    rest0 += x0 - (next0 - lane0);
    size0 += Math.abs(x0);
    lane0 = next0;
    const next1 = lane1 + x1;
    rest1 += x1 - (next1 - lane1);
    size0 += Math.abs(x1);
    lane1 = next1;
    const next2 = lane2 + x2;
    rest2 += x2 - (next2 - lane2);
    size1 += Math.abs(x2);
    lane2 = next2;
    const next3 = lane3 + x3;
    rest3 += x3 - (next3 - lane3);
    size1 += Math.abs(x3);
    lane3 = next3;
  }
  block[SUM] = lane0 - window + (lane1 - window) + (lane2 - window + (lane3 - window));
  block[REST] = rest0 + rest1 + (rest2 + rest3);
  block[SIZE] = size0 + size1;
}

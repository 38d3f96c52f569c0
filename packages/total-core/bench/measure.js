/**
 * Measures one row in a process of its own, so that no other row's lists and types influence the compiled code:
 * `node bench/measure.js '{"measurement":…,"rounds":7,"scale":1}'` prints what it measured as JSON.
 */
import { CONTENDERS, STRING_CONTENDERS } from "./contenders.js";
import { absent } from "./lib/bars.js";
import { interleave } from "./lib/interleave.js";
import { median } from "./lib/statistics.js";
import { sumOfDecimals, trueSum } from "./lib/truth.js";
import { newAmounts, newList } from "./lists.js";

/** @typedef {import("./lib/types.d.ts").Measured} Measured */
/** @typedef {import("./loops.js").List} List */
/** @typedef {{ measurement: import("./rows.js").Measurement, rounds: number, scale: number }} Task */

/** Numbers summed in one sample of a short list, at full scale: it takes some milliseconds, which the clock resolves. */
const NUMBERS_PER_SAMPLE = 2_000_000;
/** A sample goes through a ring of different short lists, which fits into the first-level cache. */
const NUMBERS_PER_RING = 4000;
/** A list of at least this length is a sample by itself. */
const LONG = 500_000;

/** The contenders' results, kept so that no compiler drops the work. */
let kept = 0;

/**
 * @param {Task} task
 * @returns {Promise<Measured[]>}
 */
async function measure({ measurement, rounds, scale }) {
  const { kind, container, contenders: names } = measurement;
  const isLong = measurement.count >= LONG;
  // A multiple of 8: the plain SIMD sum needs it.
  const count = isLong ? 8 * Math.ceil((measurement.count * scale) / 8) : measurement.count;
  const listCount = isLong ? 1 : Math.max(1, Math.floor(NUMBERS_PER_RING / count));
  const { lists, truths, contenders } = newTask(kind, count, container, listCount);
  const calls = isLong ? 1 : Math.ceil((NUMBERS_PER_SAMPLE * scale) / count);

  const measured = /** @type {Measured[]} */ ([]);
  const runners = [];
  for (const name of names) {
    try {
      const sum = await /** @type {any} */ (contenders)[name](lists);
      const correct = lists.every((/** @type {any} */ list, i) => sum(list) === truths[i]);
      runners.push({ name, correct, repeat: repeater(sum, lists, calls) });
    } catch (error) {
      measured.push(absent(name, reason(error)));
    }
  }

  // Optimised code is compiled in the background, WebAssembly's later than JavaScript's.
  const plan = { warmUps: isLong ? 3 : 40, rounds: isLong ? rounds : 3 * rounds };
  // From the last to the first: the contender after core-js, which leaves much garbage, is measured too slow, and that must be neither ours nor the loop.
  const samples = await interleave(
    runners.toReversed(),
    ({ repeat }) => nanosecondsPerNumber(repeat, calls * count),
    plan,
  );
  for (const [{ name, correct }, ns] of samples)
    measured.push({ name, samples: ns, median: median(ns), correct });
  return names.flatMap((name) => measured.filter((one) => one.name === name));
}

/**
 * @param {import("./lists.js").Kind} kind
 * @param {number} count
 * @param {import("./rows.js").Measurement["container"]} container
 * @param {number} listCount
 */
function newTask(kind, count, container, listCount) {
  const seeds = Array.from({ length: listCount }, (_, seed) => seed);
  if (container === "string[]") {
    const lists = seeds.map((seed) => newAmounts(kind, count, seed));
    return { lists, truths: lists.map(sumOfDecimals), contenders: STRING_CONTENDERS };
  }
  const lists = seeds.map((seed) => {
    const list = newList(kind, count, seed);
    return container === "number[]" ? numbersFrom(list) : list;
  });
  return { lists, truths: lists.map((list) => trueSum(list)), contenders: CONTENDERS };
}

/**
 * @param {() => number} repeat
 * @param {number} numbers
 */
function nanosecondsPerNumber(repeat, numbers) {
  const start = process.hrtime.bigint();
  kept += repeat();
  return Number(process.hrtime.bigint() - start) / numbers;
}

/**
 * A loop with a source text of its own for each contender: V8 keeps type feedback by source text, and in a shared loop every call would be as slow as
 * the least predictable one.
 *
 * @param {import("./contenders.js").Sum | import("./contenders.js").SumOfStrings} sum
 * @param {readonly (List | import("./contenders.js").Strings)[]} lists
 * @param {number} calls
 * @returns {() => number}
 */
function repeater(sum, lists, calls) {
  const loop = new Function(
    "sum, lists, calls",
    `let kept = 0;
    for (let call = 0, i = 0; call < calls; call++) {
      kept += Number(sum(lists[i]));
      if (++i === lists.length) i = 0;
    }
    return kept;`,
  );
  return () => loop(sum, lists, calls);
}

/**
 * Numbers pushed one by one, as in most programs: V8 stores the array without holes and as the narrowest kind of elements.
 * @param {Float64Array} list
 */
function numbersFrom(list) {
  const numbers = /** @type {number[]} */ ([]);
  for (const number of list) numbers.push(number);
  return numbers;
}

/** @param {unknown} error */
function reason(error) {
  return error instanceof Error ? /** @type {string} */ (error.message.split("\n")[0]) : String(error);
}

const task = /** @type {Task} */ (JSON.parse(process.argv[2] ?? ""));
console.log(JSON.stringify(await measure(task)));

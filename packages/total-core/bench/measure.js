/**
 * Measures one row in a process of its own, so that no other row's lists and types have left their traces in the compiled code:
 * `node bench/measure.js '{"measurement":…,"rounds":7,"scale":1}'` prints what it measured as JSON.
 */
import { CONTENDERS } from "./contenders.js";
import { absent } from "./lib/bars.js";
import { interleave } from "./lib/interleave.js";
import { median } from "./lib/statistics.js";
import { trueSum } from "./lib/truth.js";
import { newList } from "./lists.js";

/** @typedef {import("./lib/types.d.ts").Measured} Measured */
/** @typedef {import("./loops.js").List} List */
/** @typedef {{ measurement: import("./rows.js").Measurement, rounds: number, scale: number }} Task */

/** Numbers summed in one sample of a short list, at full scale: some milliseconds, which the clock can tell. */
const NUMBERS_PER_SAMPLE = 2_000_000;
/** Short lists stand in a ring of different ones that fills no more than the first-level cache. */
const NUMBERS_PER_RING = 4000;
/** From here on a list is its own sample. */
const LONG = 500_000;

/** What the contenders returned. Kept, so that no compiler may leave their work out. */
let kept = 0;

/**
 * @param {Task} task
 * @returns {Promise<Measured[]>}
 */
async function measure({ measurement, rounds, scale }) {
  const { kind, container, contenders: names } = measurement;
  const isLong = measurement.count >= LONG;
  // A multiple of 8, which the plain SIMD sum asks for.
  const count = isLong ? 8 * Math.ceil((measurement.count * scale) / 8) : measurement.count;
  const listCount = isLong ? 1 : Math.max(1, Math.floor(NUMBERS_PER_RING / count));
  const lists = Array.from({ length: listCount }, (_, seed) => {
    const list = newList(kind, count, seed);
    return container === "number[]" ? numbersFrom(list) : list;
  });
  const truths = lists.map(trueSum);
  const calls = isLong ? 1 : Math.ceil((NUMBERS_PER_SAMPLE * scale) / count);

  const measured = /** @type {Measured[]} */ ([]);
  const runners = [];
  for (const name of names) {
    try {
      const sum = await CONTENDERS[name](lists);
      const correct = lists.every((list, i) => sum(list) === truths[i]);
      runners.push({ name, correct, repeat: repeater(sum, lists, calls) });
    } catch (error) {
      measured.push(absent(name, reason(error)));
    }
  }

  // Compiled code takes over in the background, WebAssembly's later than JavaScript's.
  const plan = { warmUps: isLong ? 3 : 40, rounds: isLong ? rounds : 3 * rounds };
  const samples = await interleave(
    runners,
    ({ repeat }) => nanosecondsPerNumber(repeat, calls * count),
    plan,
  );
  for (const [{ name, correct }, ns] of samples)
    measured.push({ name, samples: ns, median: median(ns), correct });
  return names.flatMap((name) => measured.filter((one) => one.name === name));
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
 * Source text of its own for each contender: V8 keeps what it learns about a call with the text, and a loop shared by all would
 * make every call as slow as the least predictable one.
 *
 * @param {import("./contenders.js").Sum} sum
 * @param {readonly List[]} lists
 * @param {number} calls
 * @returns {() => number}
 */
function repeater(sum, lists, calls) {
  const loop = new Function(
    "sum, lists, calls",
    `let kept = 0;
    for (let call = 0, i = 0; call < calls; call++) {
      kept += sum(lists[i]);
      if (++i === lists.length) i = 0;
    }
    return kept;`,
  );
  return () => loop(sum, lists, calls);
}

/**
 * Pushed one by one, as most arrays come to be: without holes, and of the narrowest kind that V8 has for its elements.
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

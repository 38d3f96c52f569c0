/** The rows of the library bench: the table of totals in memory in section 8 of the design. */

/** @typedef {import("./contenders.js").ContenderName} ContenderName */
/** @typedef {import("./lib/types.d.ts").Bar} Bar */

/**
 * @typedef {object} Measurement what one process measures, every contender in turn
 * @property {import("./lists.js").Kind} kind
 * @property {number} count numbers in a list
 * @property {"Float64Array" | "number[]" | "string[]"} container
 * @property {readonly ContenderName[]} contenders
 * @property {"this" | "node26" | "without WebAssembly"} [runtime]
 */

/**
 * @typedef {object} Entry
 * @property {string} id
 * @property {string} what
 * @property {ContenderName} ours the contender that is judged
 * @property {Measurement} measurement rows that share one are judged from the same figures
 * @property {readonly Bar[]} bars
 * @property {"any" | "all"} needs
 */

/** @type {readonly ContenderName[]} */
const LOOPS = ["dlg", "for loop", "for loop, four chains", "reduce"];
/** @type {readonly ContenderName[]} */
const EVERYONE = [
  ...LOOPS,
  "kernel in place",
  "plain SIMD in place",
  "@stdlib dsum",
  "d3 fsum",
  "core-js Math.sumPrecise",
];

const KINDS = /** @type {const} */ (["uniform", "integers", "wide", "mixed"]);

const NAMES = {
  uniform: "uniform in [0, 1)",
  integers: "integers",
  wide: "exponents ±300, cancelling",
  mixed: "normal, 2% of them 10^±30 times",
};

/** @type {Record<(typeof KINDS)[number], Measurement>} */
const TEN_MILLION = {
  uniform: { kind: "uniform", count: 1e7, container: "Float64Array", contenders: EVERYONE },
  integers: { kind: "integers", count: 1e7, container: "Float64Array", contenders: EVERYONE },
  wide: { kind: "wide", count: 1e7, container: "Float64Array", contenders: EVERYONE },
  mixed: { kind: "mixed", count: 1e7, container: "Float64Array", contenders: EVERYONE },
};

/** Numbers of any exponents are held to other bars than those whose exponents lie close together. @param {(typeof KINDS)[number]} kind */
const isSpread = (kind) => kind === "wide" || kind === "mixed";

/** @type {Measurement} */
const TEN_MILLION_NODE_26 = {
  ...TEN_MILLION.uniform,
  contenders: ["dlg", "dlg sumPrecise", "for loop", "V8's Math.sumPrecise"],
  runtime: "node26",
};

/** The kernel is loaded once for a process: without it is a process of its own. @type {Measurement} */
const ALONE_NODE_26 = {
  ...TEN_MILLION.uniform,
  contenders: ["dlg sumPrecise, without the kernel", "for loop", "V8's Math.sumPrecise"],
  runtime: "node26",
};

/** @type {Measurement} */
const MILLION_NODE_26 = {
  kind: "uniform",
  count: 1e6,
  container: "number[]",
  contenders: ["dlg sumPrecise", "for loop", "V8's Math.sumPrecise"],
  runtime: "node26",
};

/**
 * @param {readonly [number, number]} limits required and goal
 * @returns {Bar}
 */
const loop = ([required, goal]) => ({ against: "for loop", kind: "at most", required, goal });

/** @type {Bar} */
const measuredOnly = { against: "for loop", kind: "at most", required: null, goal: null };

/**
 * @param {readonly [number, number]} limits required and goal
 * @returns {Bar}
 */
const simd = ([required, goal]) => ({ against: "plain SIMD in place", kind: "at most", required, goal });

/** @type {Measurement} */
const MONEY = {
  kind: "money",
  count: 1000,
  container: "string[]",
  contenders: ["dlg", "dlg, add one by one", "BigInt cents"],
};
/** A list of a length at which it is decided whether the call is worth it. @type {(count: number, container: Measurement["container"]) => Entry} */
const short = (count, container) => ({
  id: `${container === "number[]" ? "numbers" : "floats"}-${count}`,
  ours: "dlg",
  what: `total(${container}), ${count}, uniform`,
  measurement: { kind: "uniform", count, container, contenders: LOOPS },
  bars: [measuredOnly],
  needs: "all",
});

/** @type {(id: string, count: number, name: string) => Entry} */
const withoutKernel = (id, count, name) => ({
  id,
  ours: "dlg",
  what: `total(Float64Array), ${name}, uniform, without WebAssembly`,
  measurement: {
    kind: "uniform",
    count,
    container: "Float64Array",
    contenders: ["dlg", "for loop"],
    runtime: "without WebAssembly",
  },
  bars: [measuredOnly],
  needs: "all",
});

/** @type {readonly Entry[]} */
export const ROWS = [
  ...KINDS.map(
    (kind) =>
      /** @type {const} @satisfies {Entry} */ ({
        id: `floats-10m-${kind}`,
        ours: "dlg",
        what: `total(Float64Array), 10^7, ${NAMES[kind]}`,
        measurement: TEN_MILLION[kind],
        bars: isSpread(kind) ? [loop([1.1, 0.75]), simd([3.6, 2.5])] : [loop([0.9, 0.6]), simd([2.8, 2])],
        needs: "any",
      }),
  ),
  ...KINDS.map(
    (kind) =>
      /** @type {const} @satisfies {Entry} */ ({
        id: `kernel-10m-${kind}`,
        what: `the kernel alone on its own memory, 10^7, ${NAMES[kind]}`,
        ours: "kernel in place",
        measurement: TEN_MILLION[kind],
        bars: isSpread(kind) ? [loop([0.8, 0.4]), simd([2, 1.4])] : [loop([0.5, 0.3]), simd([1.4, 1.1])],
        needs: "any",
      }),
  ),
  {
    id: "floats-10m-exact-rivals",
    ours: "dlg",
    what: "total(Float64Array), 10^7, uniform, against other exact sums",
    measurement: TEN_MILLION.uniform,
    bars: [
      { against: "d3 fsum", kind: "faster", required: 5, goal: 12 },
      { against: "core-js Math.sumPrecise", kind: "faster", required: 45, goal: 120 },
    ],
    needs: "all",
  },
  {
    id: "floats-10m-v8",
    ours: "dlg",
    what: "total(Float64Array), 10^7, uniform, on Node 26 with --js-sum-precise",
    measurement: TEN_MILLION_NODE_26,
    bars: [{ against: "V8's Math.sumPrecise", kind: "faster", required: 2, goal: 5 }],
    needs: "all",
  },
  {
    id: "sum-precise-10m",
    ours: "dlg sumPrecise",
    what: "sumPrecise(Float64Array), 10^7, uniform, on Node 26 with --js-sum-precise",
    measurement: TEN_MILLION_NODE_26,
    bars: [{ against: "V8's Math.sumPrecise", kind: "faster", required: 4, goal: 5 }],
    needs: "all",
  },
  {
    id: "sum-precise-1m",
    ours: "dlg sumPrecise",
    what: "sumPrecise(number[]), 10^6, uniform, on Node 26 with --js-sum-precise",
    measurement: MILLION_NODE_26,
    bars: [{ against: "V8's Math.sumPrecise", kind: "faster", required: 0.8, goal: 1.2 }],
    needs: "all",
  },
  {
    id: "sum-precise-10m-alone",
    ours: "dlg sumPrecise, without the kernel",
    what: "sumPrecise(Float64Array) without the kernel, 10^7, uniform, on Node 26 with --js-sum-precise",
    measurement: ALONE_NODE_26,
    bars: [{ against: "V8's Math.sumPrecise", kind: "faster", required: 0.7, goal: 1 }],
    needs: "all",
  },
  ...KINDS.map(
    (kind) =>
      /** @type {const} @satisfies {Entry} */ ({
        id: `numbers-1m-${kind}`,
        ours: "dlg",
        what: `total(number[]), 10^6, ${NAMES[kind]}`,
        measurement: {
          kind,
          count: 1e6,
          container: "number[]",
          contenders: [...LOOPS, "d3 fsum", "core-js Math.sumPrecise"],
        },
        bars: [loop(isSpread(kind) ? [2.5, 1.6] : [2.1, 1.3])],
        needs: "all",
      }),
  ),
  ...KINDS.filter(isSpread).map(
    (kind) =>
      /** @type {const} @satisfies {Entry} */ ({
        id: `numbers-1m-${kind}-cached`,
        ours: "dlg",
        what: `total(number[]), 10^6, ${NAMES[kind]}, not pushed out of the cache`,
        measurement: { kind, count: 1e6, container: "number[]", contenders: ["dlg", "for loop"] },
        bars: [loop([2.5, 1.6])],
        needs: "all",
      }),
  ),
  ...KINDS.map(
    (kind) =>
      /** @type {const} @satisfies {Entry} */ ({
        id: `floats-1000-${kind}`,
        ours: "dlg",
        what: `total(Float64Array), 1,000, ${NAMES[kind]}`,
        measurement: {
          kind,
          count: 1000,
          container: "Float64Array",
          contenders: [...LOOPS, "@stdlib dsum", "d3 fsum"],
        },
        bars: [loop(isSpread(kind) ? [3.5, 1.5] : [1, 0.6])],
        needs: "all",
      }),
  ),
  {
    id: "floats-10",
    ours: "dlg",
    what: "total(Float64Array), 10, uniform",
    measurement: {
      kind: "uniform",
      count: 10,
      container: "Float64Array",
      contenders: [...LOOPS, "@stdlib dsum", "d3 fsum"],
    },
    bars: [loop([4, 1.3])],
    needs: "all",
  },
  {
    id: "strings-1000",
    ours: "dlg",
    what: "total(string[]), 1,000 amounts of money",
    measurement: MONEY,
    bars: [{ against: "BigInt cents", kind: "at most", required: 0.7, goal: 0.45 }],
    needs: "all",
  },
  {
    id: "strings-1000-mixed",
    ours: "dlg",
    what: "total(string[]), 1,000 amounts of 1 to 9 digits, with signs",
    measurement: { ...MONEY, kind: "mixed money", contenders: ["dlg", "BigInt cents"] },
    bars: [{ against: "BigInt cents", kind: "at most", required: 0.7, goal: 0.45 }],
    needs: "all",
  },
  {
    id: "strings-add-1000",
    ours: "dlg, add one by one",
    what: "Total.add(string), 1,000 amounts of money",
    measurement: MONEY,
    bars: [{ against: "BigInt cents", kind: "at most", required: 0.7, goal: 0.45 }],
    needs: "all",
  },
  short(30, "Float64Array"),
  short(100, "Float64Array"),
  short(300, "Float64Array"),
  short(10, "number[]"),
  short(100, "number[]"),
  short(1000, "number[]"),
  withoutKernel("floats-10m-without", 1e7, "10^7"),
  withoutKernel("floats-1000-without", 1000, "1,000"),
];

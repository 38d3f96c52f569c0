/** Compares measured rows with the bars of section 8 of the design. */

/** @typedef {import("./types.d.ts").Bar} Bar */
/** @typedef {import("./types.d.ts").JudgedBar} JudgedBar */
/** @typedef {import("./types.d.ts").Measured} Measured */
/** @typedef {import("./types.d.ts").Row} Row */
/** @typedef {import("./types.d.ts").Verdict} Verdict */

/** Our contender in each row that names no other. */
export const OURS = "dlg";

/** From the worst to the best; `unknown` and `measured` say nothing about the product. */
const RANKS = /** @type {const} */ (["short", "met", "goal"]);

/**
 * @typedef {object} RowHead
 * @property {string} id
 * @property {string} what
 * @property {string} unit
 * @property {string} [ours] the contender that is judged; the product by default
 * @property {"any" | "all"} [needs] all by default
 * @property {string} [note]
 */

/**
 * @param {RowHead} head
 * @param {readonly Measured[]} contenders
 * @param {readonly Bar[]} bars
 * @returns {Row}
 */
export function judgedRow({ ours = OURS, needs = "all", ...head }, contenders, bars) {
  const judged = bars.map((bar) => judge(bar, contenders, ours));
  return { ...head, ours, needs, contenders, bars: judged, verdict: verdictOf(judged, needs) };
}

/**
 * @param {RowHead} head
 * @param {string} reason
 * @returns {Row}
 */
export function skippedRow({ ours = OURS, needs = "all", ...head }, reason) {
  return { ...head, ours, needs, contenders: [], bars: [], verdict: "unknown", skipped: reason };
}

/**
 * A contender that could not be measured.
 * @param {string} name
 * @param {string} reason
 * @returns {Measured}
 */
export function absent(name, reason) {
  return { name, samples: [], median: null, correct: null, skipped: reason };
}

/**
 * @param {Bar} bar
 * @param {readonly Measured[]} contenders
 * @param {string} name of the contender that is judged
 * @returns {JudgedBar}
 */
function judge(bar, contenders, name) {
  const ours = medianOf(contenders, name);
  const theirs = bar.against === undefined ? 1 : medianOf(contenders, bar.against);
  if (ours === null || theirs === null) return { ...bar, ratio: null, verdict: "unknown" };
  const ratio = bar.kind === "faster" ? theirs / ours : ours / theirs;
  const reaches = (/** @type {number | null} */ limit) =>
    limit !== null && (bar.kind === "at most" ? ratio <= limit : ratio >= limit);
  const isFine = bar.fineBelow !== undefined && ours <= bar.fineBelow;
  if (reaches(bar.goal)) return { ...bar, ratio, verdict: "goal" };
  if (reaches(bar.required) || isFine) return { ...bar, ratio, verdict: "met" };
  return { ...bar, ratio, verdict: bar.required === null ? "measured" : "short" };
}

/**
 * @param {readonly JudgedBar[]} bars
 * @param {"any" | "all"} needs
 * @returns {Verdict}
 */
function verdictOf(bars, needs) {
  const ranks = bars.flatMap(({ verdict }) =>
    verdict === "unknown" || verdict === "measured" ? [] : [RANKS.indexOf(verdict)],
  );
  if (ranks.length === 0) return bars.some(({ verdict }) => verdict === "measured") ? "measured" : "unknown";
  const rank = needs === "any" ? Math.max(...ranks) : Math.min(...ranks);
  return RANKS[rank] ?? "unknown";
}

/**
 * @param {readonly Measured[]} contenders
 * @param {string} name
 */
function medianOf(contenders, name) {
  return contenders.find((contender) => contender.name === name)?.median ?? null;
}

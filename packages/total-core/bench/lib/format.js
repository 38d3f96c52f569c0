/** How figures and ratios are spelled, on the terminal and in tables. */

/** Three significant digits, and no more than are there. @param {number} value */
export function figure(value) {
  if (value >= 1000) return Math.round(value).toLocaleString("en-US");
  return String(Number(value.toPrecision(3)));
}

/** @param {import("./types.d.ts").JudgedBar} bar */
export function ratioText({ against, kind, ratio, required, goal, fineBelow, verdict }) {
  const measured = ratio === null ? "no ratio" : ratioFigure(ratio, against, kind);
  const bars = [
    ...(required === null
      ? []
      : [
          `required ${limit(required, kind)}${fineBelow === undefined ? "" : ` or ${figure(fineBelow)} itself`}`,
        ]),
    ...(goal === null ? [] : [`goal ${limit(goal, kind)}`]),
  ];
  return `${measured}${against === undefined ? "" : ` ${against}`}: ${bars.join(", ")}: ${verdict}`;
}

/**
 * @param {number} ratio
 * @param {string | undefined} against
 * @param {import("./types.d.ts").Bar["kind"]} kind
 */
export function ratioFigure(ratio, against, kind) {
  if (against === undefined) return figure(ratio);
  return kind === "faster" ? `${figure(ratio)}× faster than` : `${figure(ratio)} of`;
}

/**
 * @param {number} value
 * @param {import("./types.d.ts").Bar["kind"]} kind
 */
export function limit(value, kind) {
  return `${kind === "at most" ? "≤" : "≥"} ${figure(value)}`;
}

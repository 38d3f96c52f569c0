/** Figures and ratios as text, for the terminal and for tables. */

/**
 * Three significant digits, without zeros at the end.
 * @param {number} value
 */
export function figure(value) {
  if (value >= 1000) return Math.round(value).toLocaleString("en-US");
  return String(Number(value.toPrecision(3)));
}

/** @param {import("./types.d.ts").JudgedBar} bar */
export function barText({ against, kind, ratio, required, goal, fineBelow, verdict }) {
  const limits = [
    ...(required === null ? [] : [`required ${limit(required, kind)}`]),
    ...(fineBelow === undefined ? [] : [`or itself ≤ ${figure(fineBelow)}`]),
    ...(goal === null ? [] : [`goal ${limit(goal, kind)}`]),
  ];
  const measured =
    ratio === null ? "not measured" : against === undefined ? figure(ratio) : ratioFigure(ratio, kind);
  const held = limits.length === 0 ? "" : ` (${limits.join(", ")})`;
  return `${against === undefined ? "" : `against ${against}: `}${measured}${held}: ${verdict}`;
}

/**
 * @param {number} ratio
 * @param {import("./types.d.ts").Bar["kind"]} kind
 */
export function ratioFigure(ratio, kind) {
  return `${figure(ratio)}×${kind === "faster" ? " faster" : ""}`;
}

/**
 * @param {number} value
 * @param {import("./types.d.ts").Bar["kind"]} kind
 */
export function limit(value, kind) {
  return `${kind === "at most" ? "≤" : "≥"} ${figure(value)}`;
}

import { escapeControls, escapedText } from "@dlg/total-core/internal";
import displayWidth from "string-width";
import type { Table } from "./lines.js";

const GAP = "  ";

/** A column of totals, in characters. */
interface TotalsWidth {
  /** Before the points. */
  integer: number;
  /** From the points on. */
  fraction: number;
  /** The column's own name. */
  name: number;
}

interface Widths {
  readonly names: readonly number[];
  readonly totals: readonly TotalsWidth[];
}

/**
 * Lines for a terminal: names on the left, then totals with their points below each other and their names above their ends. A name or total wider than
 * its room makes its own line longer and moves no other line.
 */
export function* alignedLines(table: Table, columns: number): Generator<string> {
  const rooms = roomsFor(widestOf(table), columns);
  const line = (names: readonly string[], cells: readonly string[]): string => {
    const padded = names.map((name, i) => shown(name) + spaces(rooms.names[i]! - shownWidth(name)));
    return `${[...padded, ...cells].join(GAP)}\n`;
  };
  if (table.header !== undefined) {
    const { names, totals } = table.header;
    const ends = totals.map(
      (name, i) => spaces(fullWidth(rooms.totals[i]!) - shownWidth(name)) + shown(name),
    );
    yield line(names, ends);
  }
  for (const { names, totals } of table.rows()) {
    const cells = totals.map((total, i) => {
      const room = rooms.totals[i]!;
      const cell = spaces(fullWidth(room) - room.fraction - integerWidth(total)) + total;
      return i === totals.length - 1 ? cell : cell.padEnd(fullWidth(room));
    });
    yield line(names, cells);
  }
}

function widestOf({ header, rows }: Table): Widths {
  const names = header?.names.map(shownWidth) ?? [];
  const totals = header?.totals.map((name) => ({ integer: 0, fraction: 0, name: shownWidth(name) })) ?? [];
  for (const row of rows()) {
    for (const [i, name] of row.names.entries()) names[i] = Math.max(names[i] ?? 0, shownWidth(name));
    for (const [i, total] of row.totals.entries()) {
      const widest = (totals[i] ??= { integer: 0, fraction: 0, name: 0 });
      const integer = integerWidth(total);
      widest.integer = Math.max(widest.integer, integer);
      widest.fraction = Math.max(widest.fraction, total.length - integer);
    }
  }
  return { names, totals };
}

/** The widths that are kept: totals get up to half of the terminal, names what is left. */
function roomsFor(widest: Widths, columns: number): Widths {
  const most = Math.floor(columns / 2 / widest.totals.length);
  const totals = widest.totals.map(({ integer, fraction, name }) => ({
    integer: Math.min(integer, most),
    fraction,
    name: Math.min(name, most),
  }));
  const gaps = GAP.length * (widest.names.length + totals.length - 1);
  const left = totals.reduce((room, total) => room - fullWidth(total), columns - gaps);
  return { names: shares(widest.names, Math.max(0, left)), totals };
}

/** Shares the room among columns: one that needs less than an equal share leaves the rest to the wider ones. */
function shares(widths: readonly number[], room: number): number[] {
  const shared = [...widths];
  const byWidth = [...widths.keys()].sort((a, b) => widths[a]! - widths[b]!);
  let left = room;
  for (const [done, i] of byWidth.entries()) {
    shared[i] = Math.min(widths[i]!, Math.floor(left / (byWidth.length - done)));
    left -= shared[i];
  }
  return shared;
}

function fullWidth({ integer, fraction, name }: TotalsWidth): number {
  return Math.max(integer + fraction, name);
}

/** How many characters stand before the point. */
function integerWidth(total: string): number {
  const point = total.indexOf(".");
  return point < 0 ? total.length : point;
}

function shown(name: string): string {
  return escapeControls(escapedText(name));
}

function shownWidth(name: string): number {
  return displayWidth(shown(name));
}

function spaces(count: number): string {
  return " ".repeat(Math.max(0, count));
}

import type { Clock } from "./clock.js";
import { bytesText, durationText } from "./quantities.js";
import type { Terminal, TextOutput } from "./text-output.js";

const FIRST_SHOWN_MS = 500;
const REDRAW_MS = 100;
/** To the line's start, and erase it all: ECMA-48 CR and EL. */
const ERASE_LINE = "\r\u001b[2K";

/** How far the work is, over all sources. */
export interface State {
  readonly bytes: number;
  readonly count: number;
}

export interface ProgressDisplay {
  show(state: State): void;
  /** Erases the display; the line is free for what comes next. */
  stop(): void;
}

export const noProgress: ProgressDisplay = { show() {}, stop() {} };

interface Options {
  readonly stderr: TextOutput;
  readonly clock: Clock;
  /** How many bytes there are in all, where that is known; asked until it is. */
  readonly allBytes: () => number | undefined;
}

/**
 * One line that is redrawn in place, from half a second on, where there is a terminal. Terminal and size are not asked for
 * before that: most runs are over by then.
 */
export function progressDisplay({ stderr, clock, allBytes }: Options): ProgressDisplay {
  const begin = clock.now();
  let state: State = { bytes: 0, count: 0 };
  let shown: { readonly on: Terminal; all: number | undefined } | undefined;

  const stopTimer = clock.every(REDRAW_MS, () => {
    const elapsed = clock.now() - begin;
    if (elapsed < FIRST_SHOWN_MS) return;
    if (shown === undefined) {
      const on = stderr.terminal();
      if (on === undefined) return stopTimer();
      shown = { on, all: undefined };
    }
    shown.all ??= allBytes();
    // The last column stays free: a terminal would wrap there.
    stderr.write(ERASE_LINE + fit(parts(state, elapsed / 1000, shown.all), shown.on.columns - 1));
  });
  return {
    show(next) {
      state = next;
    },
    stop() {
      stopTimer();
      if (shown !== undefined) stderr.write(ERASE_LINE);
      shown = undefined;
    },
  };
}

/** The most important part first. */
function parts({ bytes, count }: State, seconds: number, all: number | undefined): string[] {
  if (bytes === 0) {
    return [count === 0 ? "waiting for numbers" : `${count} numbers`, durationText(seconds)];
  }
  const rate = bytes / seconds;
  const read = [bytesText(bytes), `${bytesText(rate)}/s`];
  // A file may grow while it is read.
  if (all === undefined || bytes > all) return [...read, durationText(seconds)];
  const share = `${Math.floor((100 * bytes) / all)}%`;
  return [
    share,
    `${bytesText(bytes)} of ${bytesText(all)}`,
    read[1]!,
    `${durationText((all - bytes) / rate)} left`,
  ];
}

/** As many parts as there is room for. */
function fit(all: readonly string[], room: number): string {
  let line = "";
  for (const part of all) {
    const longer = line === "" ? part : `${line}  ${part}`;
    if (longer.length > room) break;
    line = longer;
  }
  return line;
}

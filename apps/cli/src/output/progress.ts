import type { Clock } from "../process/clock.js";
import { bytesText, durationText } from "./quantities.js";
import type { State } from "../sources/total-of-sources.js";
import type { TextOutput } from "../process/text-output.js";

const FIRST_SHOWN_MS = 500;
const REDRAW_MS = 100;
/** ECMA-48: CR goes to the line's start, EL erases the whole line. */
const ERASE_LINE = "\r\u001b[2K";

export interface ProgressDisplay {
  show(state: State): void;
  /** Erases the display for good; the line is free for other output. */
  stop(): void;
}

export const noProgress: ProgressDisplay = { show() {}, stop() {} };

interface Options {
  readonly stderr: TextOutput;
  readonly clock: Clock;
  /** The size of all sources together; undefined while it is unknown. */
  readonly allBytes: () => number | undefined;
  /** Asked before each time it draws or erases. */
  readonly isInForeground: () => boolean;
}

/**
 * One line on a terminal that is redrawn in place, from half a second on, while the command is in its foreground. The width and the size are first asked for then: most runs are over
 * earlier.
 */
export function progressDisplay({ stderr, clock, allBytes, isInForeground }: Options): ProgressDisplay {
  const begin = clock.now();
  let state: State = { bytes: 0, count: 0 };
  let isShown = false;
  let all: number | undefined;

  const stopTimer = clock.every(REDRAW_MS, () => {
    const elapsed = clock.now() - begin;
    if (elapsed < FIRST_SHOWN_MS) return;
    const columns = stderr.columns();
    if (columns === undefined) return stopTimer();
    isShown = isInForeground();
    if (!isShown) return;
    all ??= allBytes();
    // A terminal wraps the line if its last column is filled.
    stderr.write(ERASE_LINE + fit(parts(state, elapsed / 1000, all), columns - 1));
  });
  return {
    show(next) {
      state = next;
    },
    stop() {
      stopTimer();
      if (isShown && isInForeground()) stderr.write(ERASE_LINE);
      isShown = false;
    },
  };
}

/** The parts of the line, the most important first. */
function parts({ bytes, count }: State, seconds: number, all: number | undefined): string[] {
  if (bytes === 0) {
    return [count === 0 ? "waiting for numbers" : `${count} numbers`, durationText(seconds)];
  }
  const rate = bytes / seconds;
  const shownRate = `${bytesText(rate)}/s`;
  // A file may grow while it is read.
  if (all === undefined || bytes > all) return [bytesText(bytes), shownRate, durationText(seconds)];
  const share = `${Math.floor((100 * bytes) / all)}%`;
  const left = `${durationText((all - bytes) / rate)} left`;
  return [share, `${bytesText(bytes)} of ${bytesText(all)}`, shownRate, left];
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

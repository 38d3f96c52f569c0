import { describe, expect, test } from "vitest";
import { progressDisplay } from "./progress.js";
import { FakeClock, FakeOutput } from "../testing/fakes.js";

const ERASE = "\r\u001b[2K";

interface Display {
  readonly columns?: number;
  readonly all?: number;
  readonly isInForeground?: () => boolean;
}

function display({ columns, all, isInForeground = () => true }: Display) {
  const stderr = new FakeOutput(columns);
  const clock = new FakeClock();
  const progress = progressDisplay({ stderr, clock, allBytes: () => all, isInForeground });
  return { stderr, clock, progress };
}

describe("progress", () => {
  test("work that is over within half a second shows nothing", () => {
    const { stderr, clock, progress } = display({ columns: 80, all: 100 });
    progress.show({ bytes: 50, count: 5 });
    clock.pass(499);
    progress.stop();
    clock.pass(1000);
    expect(stderr.text).toBe("");
  });

  test("without a terminal nothing is ever shown, and no timer stays", () => {
    const { stderr, clock, progress } = display({ all: 100 });
    progress.show({ bytes: 50, count: 5 });
    clock.pass(2000);
    expect(clock.timers).toBe(0);
    progress.stop();
    expect(stderr.text).toBe("");
  });

  test("share, bytes, rate and time left, redrawn on the same line and erased at the end", () => {
    const { stderr, clock, progress } = display({ columns: 80, all: 2_000_000_000 });
    progress.show({ bytes: 250_000_000, count: 1 });
    clock.pass(500);
    progress.show({ bytes: 900_000_000, count: 2 });
    clock.pass(100);
    progress.stop();
    expect(stderr.text).toBe(
      `${ERASE}12%  250 MB of 2.0 GB  500 MB/s  4 s left` +
        `${ERASE}45%  900 MB of 2.0 GB  1.5 GB/s  1 s left` +
        ERASE,
    );
    expect(clock.timers).toBe(0);
  });

  test("where the size is not known, there are bytes, rate and time so far", () => {
    const { stderr, clock, progress } = display({ columns: 80 });
    progress.show({ bytes: 3_000_000, count: 1 });
    clock.pass(1000);
    expect(stderr.text.split(ERASE).at(-1)).toBe("3.0 MB  3.0 MB/s  1 s");
  });

  test("the size may become known later", () => {
    const stderr = new FakeOutput(80);
    const clock = new FakeClock();
    const sizes = [undefined, 10_000_000];
    const progress = progressDisplay({
      stderr,
      clock,
      allBytes: () => sizes.shift(),
      isInForeground: () => true,
    });
    progress.show({ bytes: 3_000_000, count: 1 });
    clock.pass(800);
    const [, first, ...others] = stderr.text.split(ERASE);
    expect(first).toBe("3.0 MB  6.0 MB/s  1 s");
    for (const line of others) expect(line).toMatch(/^30%  3\.0 MB of 10 MB  /);
  });

  test("a file that has grown has no share of more than all", () => {
    const { stderr, clock, progress } = display({ columns: 80, all: 1_000_000 });
    progress.show({ bytes: 3_000_000, count: 1 });
    clock.pass(1000);
    expect(stderr.text.split(ERASE).at(-1)).toBe("3.0 MB  3.0 MB/s  1 s");
  });

  test("without bytes the numbers are counted; before the first one the display says that it waits", () => {
    const { stderr, clock, progress } = display({ columns: 80 });
    clock.pass(600);
    expect(stderr.text.split(ERASE).at(-1)).toBe("waiting for numbers  1 s");
    progress.show({ bytes: 0, count: 32768 });
    clock.pass(1000);
    expect(stderr.text.split(ERASE).at(-1)).toBe("32768 numbers  2 s");
  });

  test.each([
    [24, "45%  900 MB of 2.0 GB"],
    [22, "45%  900 MB of 2.0 GB"],
    [21, "45%"],
    [3, ""],
    [1, ""],
  ])("a terminal of %d columns shows what fits and leaves the last one free", (columns, line) => {
    const { stderr, clock, progress } = display({ columns, all: 2_000_000_000 });
    progress.show({ bytes: 900_000_000, count: 1 });
    clock.pass(500);
    expect(stderr.text).toBe(ERASE + line);
  });

  test("in the background nothing is drawn or erased, and in the foreground it goes on", () => {
    let isInForeground = false;
    const { stderr, clock, progress } = display({ columns: 80, isInForeground: () => isInForeground });
    clock.pass(1000);
    expect(stderr.text).toBe("");
    isInForeground = true;
    clock.pass(100);
    expect(stderr.text).toBe(`${ERASE}waiting for numbers  2 s`);
    isInForeground = false;
    clock.pass(1000);
    progress.stop();
    expect(stderr.text.split(ERASE)).toHaveLength(2);
  });

  test("sent to the background since it was drawn last, it erases nothing", () => {
    let isInForeground = true;
    const { stderr, clock, progress } = display({ columns: 80, isInForeground: () => isInForeground });
    clock.pass(500);
    isInForeground = false;
    progress.stop();
    expect(stderr.text.split(ERASE)).toHaveLength(2);
  });

  test("stopping twice erases once", () => {
    const { stderr, clock, progress } = display({ columns: 80 });
    clock.pass(500);
    progress.stop();
    progress.stop();
    expect(stderr.text.split(ERASE)).toHaveLength(3);
  });
});

import { describe, expect, test } from "vitest";
import { Interrupted } from "./process/dependencies.js";
import { FakeClock, FakeInput, FakeOutput } from "./testing/fakes.js";
import { outcome } from "./testing/outcome.js";

describe("progress and interruption", () => {
  test("an interruption ends the work: its signal, nothing printed, the display erased", async () => {
    const controller = new AbortController();
    const clock = new FakeClock();
    const stderr = new FakeOutput(80);
    const running = outcome([], {
      clock,
      stderr,
      interruption: controller.signal,
      environment: { NUMBERS_DELAY_MS: "600000" },
    });
    await new Promise((resolve) => setImmediate(resolve));
    clock.pass(700);
    controller.abort(new Interrupted("SIGINT"));
    const { exitCode, stdout } = await running;
    expect({ exitCode, stdout }).toEqual({ exitCode: "SIGINT", stdout: "" });
    const eraseLine = "\r\u001b[2K";
    expect(stderr.text.endsWith(`${eraseLine}waiting for numbers  1 s${eraseLine}`)).toBe(true);
    expect(clock.timers).toBe(0);
  });

  test("the end of standard input that comes with the interruption is not taken for its end", async () => {
    for (const input of ["1 2 3", "1 x"]) {
      const controller = new AbortController();
      const stdin = new FakeInput("file", input);
      // Node reports in this order when Ctrl-C also ends the program that sends the numbers.
      const interrupt = () => controller.abort(new Interrupted("SIGINT"));
      stdin.sent.once("end", () => setImmediate(() => setImmediate(interrupt)));
      expect(await outcome(["-"], { stdin, interruption: controller.signal })).toEqual({
        exitCode: "SIGINT",
        stdout: "",
        stderr: "",
      });
    }
  });

  test("--no-progress shows no progress, however long it takes", async () => {
    const controller = new AbortController();
    const clock = new FakeClock();
    const stderr = new FakeOutput(80);
    const running = outcome(["--no-progress"], {
      clock,
      stderr,
      interruption: controller.signal,
      environment: { NUMBERS_DELAY_MS: "600000" },
    });
    await new Promise((resolve) => setImmediate(resolve));
    clock.pass(7000);
    controller.abort(new Interrupted("SIGTERM"));
    expect(await running).toEqual({
      exitCode: "SIGTERM",
      stdout: "",
      stderr: "simulated numbers: --api ADDRESS names a numbers API, dlg total FILE a file\n",
    });
  });

  test("numbers are not said to be simulated where bytes on standard input end it, or in the background", async () => {
    const refused = { stdin: new FakeInput("file", "1"), stderr: new FakeOutput(80) };
    expect((await outcome([], refused)).stderr).toMatch(/^-: expected nothing on standard input/);
    const inBackground = { stderr: new FakeOutput(80), isInForeground: () => false };
    expect((await outcome([], inBackground)).stderr).toBe("");
  });
});

import { describe, expect, test } from "vitest";
import { FakeInput } from "../testing/fakes.js";
import { UsageError } from "../errors/usage-error.js";
import { watchStandardInput } from "./watch-standard-input.js";

describe("watching standard input", () => {
  test("bytes that are there already refuse before the watch begins", async () => {
    const { refusal } = await watchStandardInput(new FakeInput("pipe", "1\n"));
    expect(refusal.aborted).toBe(true);
    expect(refusal.reason).toBeInstanceOf(UsageError);
  });

  test("bytes that come later refuse when they come", async () => {
    const stdin = new FakeInput("pipe");
    const { refusal } = await watchStandardInput(stdin);
    expect(refusal.aborted).toBe(false);
    const refused = new Promise((resolve) => refusal.addEventListener("abort", resolve));
    stdin.sent.write("1\n");
    await refused;
    expect(refusal.reason).toBeInstanceOf(UsageError);
  });

  test("the end without bytes is no reason to refuse", async () => {
    const stdin = new FakeInput("pipe");
    const { refusal } = await watchStandardInput(stdin);
    const ended = new Promise((resolve) => stdin.sent.on("end", resolve));
    stdin.sent.end();
    await ended;
    expect(refusal.aborted).toBe(false);
  });

  test("a read error is no reason to refuse", async () => {
    const stdin = new FakeInput("pipe");
    const { refusal } = await watchStandardInput(stdin);
    const closed = new Promise((resolve) => stdin.sent.on("close", resolve));
    stdin.sent.destroy(new Error("ECONNRESET"));
    await closed;
    expect(refusal.aborted).toBe(false);
  });

  test("a file with bytes refuses, an empty one does not", async () => {
    expect((await watchStandardInput(new FakeInput("file", "1\n"))).refusal.aborted).toBe(true);
    expect((await watchStandardInput(new FakeInput("file"))).refusal.aborted).toBe(false);
  });

  test.each(["device", "other"] as const)("a %s is not looked at", async (kind) => {
    const stdin = new FakeInput(kind, "1\n");
    const watch = await watchStandardInput(stdin);
    watch.stop();
    expect(watch.refusal.aborted).toBe(false);
    expect(stdin.opened).toBe(0);
  });

  test("a stopped watch closes a pipe whose other end is still open", async () => {
    const stdin = new FakeInput("pipe");
    const watch = await watchStandardInput(stdin);
    watch.stop();
    expect(stdin.sent.destroyed).toBe(true);
    expect(watch.refusal.aborted).toBe(false);
  });
});

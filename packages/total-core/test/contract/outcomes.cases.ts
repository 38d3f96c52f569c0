/** One test for each case of the suite, once a runtime has run them all. */
import { createServer } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { started, type Started } from "../../src/testing/started.js";
import { newAnswers } from "./answers.js";
import type { Runtime, World } from "./case.js";
import { SUITE } from "./index.js";
import { contractScript, MODES, type Found } from "./script.js";

/**
 * @param run runs the suite in that runtime
 * @param run.script what {@link contractScript} gives
 * @param right the outcomes that a case may have
 */
export function describeOutcomes(
  runtime: Runtime,
  run: (script: string, world: World) => Promise<Found>,
  right: RegExp = /^ok$/,
): void {
  let found: Found;
  const servers: Started[] = [];
  beforeAll(async () => {
    for (let i = 0; i < 2; i++) servers.push(await started(createServer(newAnswers())));
    const [{ origin }, { origin: otherOrigin }] = servers as [Started, Started];
    found = await run(await contractScript(), { runtime, origin, otherOrigin });
  });
  afterAll(() => Promise.all(servers.map(({ stop }) => stop())));

  for (const [i, mode] of MODES.entries()) {
    test.for(SUITE.map(({ name }) => name))(`${mode}: %s`, (wanted) => {
      const { outcome } = found[i]!.find(({ name }) => name === wanted)!;
      expect(outcome).toMatch(right);
    });
  }
}

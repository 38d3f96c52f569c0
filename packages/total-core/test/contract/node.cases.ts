/** Runs the suite in the runtime of the tests, case by case. */
import { createServer } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { started, type Started } from "../../src/testing/started.js";
import { newAnswers } from "./answers.js";
import type { Library } from "./case.js";
import { SUITE } from "./index.js";

/** The built package, as users import it. */
const PACKAGE = ["index", "arrow", "parquet", "sum-precise/index"].map(
  (path) => new URL(`../../dist/${path}.js`, import.meta.url).href,
);

export function describeContract(mode: string): void {
  describe(`the contract in Node, ${mode}`, () => {
    let library: Library;
    const servers: Started[] = [];
    beforeAll(async () => {
      const modules = await Promise.all(PACKAGE.map((path) => import(/* @vite-ignore */ path)));
      library = Object.assign({}, ...modules) as Library;
      for (let i = 0; i < 2; i++) servers.push(await started(createServer(newAnswers())));
    });
    afterAll(() => Promise.all(servers.map(({ stop }) => stop())));

    test.for(SUITE.map(({ name, run }) => [name, run] as const))("%s", async ([_name, run]) => {
      const [{ origin }, { origin: otherOrigin }] = servers as [Started, Started];
      expect(await run(library, { runtime: "Node", origin, otherOrigin })).toBeUndefined();
    });
  });
}

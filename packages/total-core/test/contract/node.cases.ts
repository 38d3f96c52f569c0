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

interface Ways {
  /** @default the package as it is */
  readonly load?: () => Promise<Library>;
  /** Cases that do not hold so, and why. */
  readonly without?: Readonly<Record<string, string>>;
}

export function describeContract(mode: string, { load = loadPackage, without = {} }: Ways = {}): void {
  describe(`the contract in Node, ${mode}`, () => {
    let library: Library;
    const servers: Started[] = [];
    beforeAll(async () => {
      library = await load();
      for (let i = 0; i < 2; i++) servers.push(await started(createServer(newAnswers())));
    });
    afterAll(() => Promise.all(servers.map(({ stop }) => stop())));

    test.each(Object.entries(without))("%s: not so (%s)", (name) => {
      expect(SUITE.map((one) => one.name)).toContain(name);
    });

    const cases = SUITE.filter(({ name }) => without[name] === undefined);
    test.for(cases.map(({ name, run }) => [name, run] as const))("%s", async ([_name, run]) => {
      const [{ origin }, { origin: otherOrigin }] = servers as [Started, Started];
      expect(await run(library, { runtime: "Node", origin, otherOrigin })).toBeUndefined();
    });
  });
}

async function loadPackage(): Promise<Library> {
  const modules = await Promise.all(PACKAGE.map((path) => import(/* @vite-ignore */ path)));
  return Object.assign({}, ...modules) as Library;
}

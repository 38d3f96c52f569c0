import { expect, test } from "vitest";
import { docsPage } from "../description/docs-page.js";
import { testApp } from "../testing/test-app.js";
import { madeOnce } from "./made-once.js";

test("a value is made once, whoever asks meanwhile or later", async () => {
  let times = 0;
  const value = madeOnce(async () => (times += 1));
  expect(await Promise.all([value(), value()])).toEqual([1, 1]);
  expect(await value()).toBe(1);
});

test("GET /docs answers 500 where its files cannot be read, and the next request tries again", async () => {
  let times = 0;
  const app = testApp({
    docsPage: async () => {
      times += 1;
      if (times === 1) throw new Error("EMFILE: too many open files");
      return docsPage({ script: "", style: "" });
    },
  });
  const statuses: number[] = [];
  for (let i = 0; i < 3; i++) statuses.push((await app.request("/docs")).status);
  expect([statuses, times]).toEqual([[500, 200, 200], 2]);
});

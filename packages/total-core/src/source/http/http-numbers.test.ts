import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import type { EncodedBatch } from "../../numbers-api.js";
import { httpNumbers } from "./http-numbers.js";

test("smoke", async () => {
  const server = createServer((_, response) => {
    response.setHeader("content-type", "application/json");
    response.end("[1,2,3]");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  let text = "";
  for await (const batch of httpNumbers(`http://127.0.0.1:${port}/x`).numbers(new AbortController())) {
    text += new TextDecoder().decode((batch as EncodedBatch).bytes);
  }
  expect(text).toBe("[1,2,3]");
  await new Promise((resolve) => server.close(resolve));
});

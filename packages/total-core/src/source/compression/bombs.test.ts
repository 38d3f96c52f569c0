import type { Socket } from "node:net";
import { constants, deflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { httpNumbers, totalOf, type Progress } from "../../index.js";
import { answerHead, chunk, ok, rawServer, type RawServer } from "../../testing/raw-server.js";

const MIB = 2 ** 20;

const GZIP_HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);

const ENCODED = { "content-type": "text/plain", "content-encoding": "gzip" };
const STORED = { "content-type": "application/gzip" };

/** Sends gzip without an end, as fast as it is taken, in pieces of 8 KiB that come to 8 MiB of the same byte each. */
function bombServer(byte: string, headers: Readonly<Record<string, string>> = ENCODED): Promise<RawServer> {
  const piece = deflateRawSync(Buffer.alloc(8 * MIB, byte), { finishFlush: constants.Z_FULL_FLUSH });
  const send = (socket: Socket): void => {
    while (!socket.destroyed && socket.write(chunk(piece)));
  };
  return rawServer((socket, { path }) => {
    if (path === "/well") return socket.end(ok("[1,2]"));
    socket.write(answerHead("200 OK", { ...headers, "transfer-encoding": "chunked" }));
    socket.write(chunk(GZIP_HEADER));
    socket.on("drain", () => send(socket));
    return send(socket);
  });
}

describe("gzip without an end", () => {
  test.each([
    ["zeros", "0", "EXPONENT_RANGE"],
    ["NULs", "\u0000", "BAD_NUMBER"],
  ])("of %s is one bad token, and an error at once", async (_, byte, code) => {
    for (const headers of [ENCODED, STORED]) {
      const server = await bombServer(byte, headers);
      await expect(totalOf(httpNumbers(server.origin, { format: "text" }))).rejects.toMatchObject({
        code,
        place: { line: 1, column: 1, offset: 0 },
      });
      await server.allClosed();
    }
  });

  test("of spaces is a matter of time: memory stays flat, and others have their turn", async () => {
    const server = await bombServer(" ");
    const controller = new AbortController();
    const before = process.memoryUsage().arrayBuffers;
    let [bytes, most] = [0, 0];
    const onProgress = (progress: Progress): void => {
      ({ bytes } = progress);
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    };
    const bomb = totalOf(httpNumbers(server.origin), { signal: controller.signal, onProgress });
    const reason: unknown = bomb.catch((thrown: unknown) => thrown);
    for (let others = 0; others < 10; others += 1) {
      expect((await totalOf(httpNumbers(`${server.origin}/well`))).toString()).toBe("3");
    }
    await expect.poll(() => bytes).toBeGreaterThanOrEqual(256 * MIB);
    controller.abort("much");
    expect(await reason).toBe("much");
    expect(most).toBeLessThan(96 * MIB);
    await server.allClosed();
  });

  test("of spaces ends with the deadline", async () => {
    const server = await bombServer(" ");
    const answer = totalOf(httpNumbers(server.origin, { deadlineMs: 100 }));
    await expect(answer).rejects.toMatchObject({ code: "SOURCE_TIMEOUT" });
    await server.allClosed();
  });

  test("is not decompressed faster than it is read", async () => {
    const server = await bombServer(" ");
    const batches = httpNumbers(server.origin).numbers(new AbortController())[Symbol.asyncIterator]();
    await batches.next();
    const before = process.memoryUsage().arrayBuffers;
    // So long that 100 times as much as is allowed could be decompressed.
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4 * MIB);
    await batches.return?.();
    await server.allClosed();
  });
});

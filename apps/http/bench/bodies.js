/** Bodies for POST /total. */
import { request } from "node:http";

const TYPE = "application/json";

/**
 * A JSON array of 10^7 integers: 79 MB.
 * @param {number} scale
 */
export function bodyOfIntegers(scale) {
  const count = Math.round(1e7 * scale);
  const pieces = /** @type {Buffer[]} */ ([]);
  for (let start = 0; start < count; start += 100_000) {
    const length = Math.min(100_000, count - start);
    pieces.push(
      Buffer.from((start === 0 ? "[" : ",") + Array.from({ length }, (_, i) => start + i).join(",")),
    );
  }
  pieces.push(Buffer.from("]"));
  return {
    pieces,
    bytes: pieces.reduce((sum, { length }) => sum + length, 0),
    total: (BigInt(count) * BigInt(count - 1)) / 2n,
  };
}

/**
 * Sends the body piece by piece, as fast as the service takes it.
 * @param {string} origin
 * @param {ReturnType<typeof bodyOfIntegers>} body
 * @returns {Promise<{ status: number, text: string }>}
 */
export function postBody(origin, { pieces, bytes }) {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": TYPE, "content-length": bytes };
    const post = request(`${origin}/total`, { method: "POST", headers, agent: false }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (piece) => (text += piece));
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, text }));
    });
    post.on("error", reject);
    const send = (/** @type {number} */ index) => {
      const piece = pieces[index];
      if (piece === undefined) post.end();
      else if (post.write(piece)) send(index + 1);
      else post.once("drain", () => send(index + 1));
    };
    send(0);
  });
}

/**
 * @param {string} origin
 * @returns {Promise<string | null>} null if the service takes bodies
 */
export async function postRefusal(origin) {
  const answer = await fetch(`${origin}/total`, {
    method: "POST",
    headers: { "content-type": TYPE },
    body: "[1,2]",
  });
  await answer.arrayBuffer();
  return answer.ok ? null : `POST /total answers ${answer.status}`;
}

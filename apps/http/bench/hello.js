/**
 * Bare Hono, the service that ours is measured against. `GET /` says hello; `POST /total` is what most people write: `JSON.parse` of the whole body
 * and a loop.
 */
import { serve } from "@hono/node-server";
import { Hono } from "hono";

const app = new Hono();
app.get("/", (context) => context.json({ message: "hello, world" }));
app.post("/total", async (context) => {
  const numbers = /** @type {number[]} */ (await context.req.json());
  let total = 0;
  for (let i = 0; i < numbers.length; i++) total += /** @type {number} */ (numbers[i]);
  return context.json({ total });
});

serve({ fetch: app.fetch, hostname: "127.0.0.1", port: Number(process.env["PORT"]) });

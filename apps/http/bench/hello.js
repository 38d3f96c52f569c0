/**
 * The yardstick: bare Hono. `GET /` is its hello-world; `POST /total` is the common way: the whole body through `JSON.parse`, and a loop.
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

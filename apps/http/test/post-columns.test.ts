/** POST /total of the built service: several columns, and the dialects of tables. */
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask, endServices, exchange, startService, steady, type Service } from "../src/testing/service.js";
import { valueOf } from "../src/testing/telemetry.js";
import { CHUNKED, chunk, JSON_TYPE, wire } from "../src/testing/wire.js";

afterAll(endServices);

let service: Service;
beforeAll(async () => {
  service = await startService({ NUMBERS_COUNT: "3" });
});

const SALES = 'article,amount,tax\n"nail, 5""",1.50,0.29\nscrew,2.25,\n';
const TOTALS =
  '{"columns":[{"column":"amount","total":3.75,"count":2,"empty":0},{"column":"tax","total":0.29,"count":1,"empty":1}]}';

function head(query: string, ...headers: readonly string[]): string {
  const lines = [`POST /total${query} HTTP/1.1`, "Host: a", "Content-Type: text/csv", ...headers];
  return `${lines.join("\r\n")}\r\n\r\n`;
}

/** Posts a CSV on a connection of its own. @returns the whole answer */
function post(query: string, body: string, ...headers: readonly string[]): Promise<string> {
  const length = `Content-Length: ${Buffer.byteLength(body)}`;
  return exchange(service.port, `${head(query, length, "Connection: close", ...headers)}${body}`);
}

/** A row of a thousand cells. */
function row(cell: (i: number) => unknown): string {
  return `${Array.from({ length: 1000 }, (_, i) => cell(i)).join(",")}\n`;
}

async function bodyOf(answer: Promise<string>): Promise<string> {
  return (await answer).split("\r\n\r\n")[1] ?? "";
}

describe("several columns", () => {
  test("are a list of totals on the wire", async () => {
    expect(steady(await post("?column=amount&column=tax", SALES))).toMatchInlineSnapshot(`
      "HTTP/1.1 200 OK
      Content-Type: application/json
      Content-Length: 116
      Cache-Control: no-store
      Vary: Accept
      X-Request-Id: …
      Date: …
      Connection: close

      {"columns":[{"column":"amount","total":3.75,"count":2,"empty":0},{"column":"tax","total":0.29,"count":1,"empty":1}]}"
    `);
  });

  test("are lines of text for who accepts text", async () => {
    expect(steady(await post("?column=amount&column=tax", SALES, "Accept: text/plain")))
      .toMatchInlineSnapshot(`
      "HTTP/1.1 200 OK
      Content-Type: text/plain; charset=utf-8
      Content-Length: 21
      Cache-Control: no-store
      Vary: Accept
      X-Request-Id: …
      Date: …
      Connection: close

      amount	3.75
      tax	0.29
      "
    `);
  });

  test("may be a range, and a range of one is one", async () => {
    expect(await bodyOf(post("?column=2-3", SALES))).toBe(TOTALS);
    expect(await bodyOf(post("?column=2-", SALES))).toBe(TOTALS);
    expect(await bodyOf(post("?column=3-", SALES))).toBe('{"total":0.29,"count":1,"empty":1}');
  });

  test("may come in chunks, cut anywhere", async () => {
    const { send, until, leave } = wire(service.port);
    await send(head("?column=2-", CHUNKED));
    for (const character of SALES) await send(chunk(character));
    await send("0\r\n\r\n");
    expect(await until(/\}$/)).toContain(TOTALS);
    leave();
  });

  test("may come in gzip", async () => {
    const body = gzipSync(SALES);
    const { send, until, leave } = wire(service.port);
    await send(head("?column=2-", "Content-Encoding: gzip", `Content-Length: ${body.length}`));
    await send(body);
    expect(await until(/\}$/)).toContain(TOTALS);
    leave();
  });

  test("may be fields of JSON", async () => {
    const body = '[{"a":1,"b":{"c":0.1}},{"a":2,"b":{"c":"0.2"}}]';
    const json = `POST /total?field=a&field=b.c HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${JSON_TYPE}\r\nContent-Length: ${body.length}\r\n\r\n`;
    expect(await bodyOf(exchange(service.port, json + body))).toBe(
      '{"columns":[{"column":"a","total":3,"count":2,"empty":0},{"column":"b.c","total":0.3,"count":2,"empty":0}]}',
    );
  });

  test("may be a thousand, and no more together", async () => {
    const body = row((i) => `c${i}`) + row((i) => i);
    const { columns } = JSON.parse(await bodyOf(post("?column=1-", body))) as { columns: readonly object[] };
    expect(columns).toHaveLength(1000);
    expect(columns.at(-1)).toEqual({ column: "c999", total: 999, count: 1, empty: 0 });
    expect(await post("?column=c1&column=1-", body)).toMatch(
      /^HTTP\/1\.1 422 [^]*expected at most 1000 columns, got more/,
    );
  });

  test("are one total in the metrics, with the numbers of all", async () => {
    const { port, url } = await startService();
    await exchange(
      port,
      `${head("?column=2-", "Content-Length: 18", "Connection: close")}a,b,c\n1,2,3\n4,5,6\n`,
    );
    const { text } = await ask(`${url}/metrics`);
    expect(valueOf(text, "dlg_numbers_summed_total", { source: "body" })).toBe(4);
    expect(valueOf(text, "dlg_sum_duration_seconds_count", { source: "body" })).toBe(1);
  });
});

describe("faults in several columns", () => {
  test.each<[string, string, string, string]>([
    ["a bad cell in the second", "?column=a&column=b", "a,b\n1,2\n3,x\n", '"line":3,"column":3,"offset":10'],
    ["the first bad cell of a row", "?column=b&column=a", "a,b\nx,y\n", '"line":2,"column":1,"offset":4'],
    [
      "a bad cell in an earlier row",
      "?column=a&column=b",
      "a,b\n1,y\nx,2\n",
      '"line":2,"column":3,"offset":6',
    ],
    ["one of them missing", "?column=a&column=amonut", "a,amount\n1,2\n", '"code":"NO_COLUMN"'],
    ["a range past the last", "?column=1-3", "a,b\n1,2\n", '"code":"NO_COLUMN"'],
  ])("%s: a 422", async (_, query, body, place) => {
    const answer = await post(query, body);
    expect(answer).toMatch(/^HTTP\/1\.1 422 /);
    expect(answer).toContain(place);
  });

  test("comes with the first bad cell, while the rest is being sent", async () => {
    const { send, until, leave } = wire(service.port);
    await send(head("?column=1-", "Content-Length: 4000000"));
    await send("a,b\n1,2\n3,x\n");
    expect(await until(/\}$/)).toMatch(/^HTTP\/1\.1 422 [^]*"line":3,"column":3/);
    leave();
  });
});

describe("the query", () => {
  test.each<[string, string]>([
    ["?delimiter=;&delimiter=,", "delimiter: expected one value, got several"],
    ["?column=a&column=", "column: expected a value, got nothing"],
    ["?skipLines=two", 'skipLines: expected an integer from 0, got \\"two\\"'],
    ["?comment=%23%23", "comment: expected one ASCII character"],
    ["?thousands=,&decimal=,", 'thousands: expected another sign than the decimal one, got \\",\\"'],
    ["?column=a&by=b", "query: expected one of column, header, delimiter,"],
    ["?field=a", "field: expected a body of application/json or application/x-ndjson, got another"],
  ])("%s is a 400", async (query, detail) => {
    const answer = await post(query, "a\n1\n");
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain(`"detail":"${detail}`);
  });

  test("of a German bank: what it writes is read as it stands, and hints lead there", async () => {
    const body = "Umsätze von Mai\nTag;Betrag;Gebühr\n1.5.;-1.204,50 €;0,10 €\n2.5.;1.000,00 €;\n";
    const first = await bodyOf(post("?skipLines=1&column=Betrag", body));
    const [hint] = (JSON.parse(first) as { readonly hints: readonly string[] }).hints;
    expect(hint).toBe("?money=true&thousands=.&decimal=%2C");
    expect(await bodyOf(post(`?skipLines=1&column=2-&${hint!.slice(1)}`, body))).toBe(
      `{"columns":[{"column":"Betrag","total":-204.5,"count":2,"empty":0},{"column":"${utf8("Gebühr")}","total":0.1,"count":1,"empty":1}]}`,
    );
  });
});

/** A text as {@link exchange} shows it, which takes each byte for a character. */
function utf8(text: string): string {
  return Buffer.from(text).toString("latin1");
}

import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { testApp } from "../testing/test-app.js";

type Body = string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;

interface Posted {
  readonly type?: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

const JSON_TYPE = "application/json";
const MEDIA_TYPES =
  "text/plain, application/json, application/x-ndjson, text/csv, text/tab-separated-values, application/octet-stream";

const CSV_PARAMETERS = "column, header, delimiter, quotes, skipLines, comment, thousands, decimal, money";

async function post(
  body: Body,
  { type = JSON_TYPE, query = "", headers = {}, signal }: Posted = {},
  app = testApp(),
): Promise<Response> {
  return app.request(`/total${query}`, {
    method: "POST",
    body: typeof body === "string" ? new TextEncoder().encode(body) : body,
    headers: { "content-type": type, ...headers },
    ...(signal === undefined ? {} : { signal }),
    duplex: "half",
  } as RequestInit);
}

const gzip = { headers: { "content-encoding": "gzip" } };

function zipped(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(text));
}

function doubles(...values: number[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(8 * values.length);
  const view = new DataView(bytes.buffer);
  for (const [i, value] of values.entries()) view.setFloat64(8 * i, value, true);
  return bytes;
}

/** A body that the test sends piece by piece. */
function heldBody() {
  let controller!: ReadableStreamDefaultController<Uint8Array>;
  const body = new ReadableStream<Uint8Array>({
    start(given) {
      controller = given;
    },
  });
  return {
    body,
    send: (text: string) => controller.enqueue(new TextEncoder().encode(text)),
    end: () => controller.close(),
    fail: (error: Error) => controller.error(error),
  };
}

describe("POST /total answers total, count and empty", () => {
  test.each<[string, string, Body, string?, string?]>([
    ["text/plain", '{"total":0.3,"count":2,"empty":0}', "0.1 0.2\n"],
    ["application/json", '{"total":6,"count":3,"empty":0}', "[1,2,3]"],
    ["application/json", '{"total":3,"count":2,"empty":1}', '[{"a":1},{"a":null},{"a":"2"}]', "?field=a"],
    ["application/json", '{"total":3,"count":2,"empty":0}', '{"a":{"b":[1,2]}}', "?field=a.b"],
    ["application/json", '{"total":3,"count":2,"empty":0}', '{"a/b":[1,2]}', "?field=/a~1b"],
    ["application/x-ndjson", '{"total":3,"count":2,"empty":0}', "1\n\n2"],
    ["application/x-ndjson", '{"total":3,"count":2,"empty":0}', '{"a":1}\n{"a":2}\n', "?field=a"],
    ["text/csv", '{"total":4.5,"count":2,"empty":1}', 'amount\n1.5\n""\n3'],
    ["text/csv", '{"total":7,"count":2,"empty":0}', "id,amount\n1,3\n2,4\n", "?column=amount"],
    ["text/csv", '{"total":7,"count":2,"empty":0}', "id,amount\n1,3\n2,4\n", "?column=2"],
    ["text/csv", '{"total":7,"count":2,"empty":0}', "1,3\n2,4\n", "?header=false&column=2"],
    ["text/csv", '{"total":4,"count":1,"empty":0}', "1,3\n2,4\n", "?header=true&column=3"],
    ["text/csv", '{"total":3,"count":1,"empty":0}', '5" nail,3\n', "?quotes=false&header=false&column=2"],
    [
      "text/csv",
      '{"total":3,"count":1,"empty":0}',
      "unit price\n3",
      "?column=unit+price&header=true&quotes=true",
    ],
    ["text/tab-separated-values", '{"total":7,"count":2,"empty":0}', "a\tb\n1\t3\n2\t4\n", "?column=b"],
    ["application/octet-stream", '{"total":0.30000000000000004,"count":2,"empty":0}', doubles(0.1, 0.2)],
  ])("of %s: %s", async (type, answer, body, query = "") => {
    const response = await post(body, { type, query });
    expect(await response.text()).toBe(answer);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe(JSON_TYPE);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("vary")).toBe("Accept");
  });

  test.each<[string, string]>([
    ["text/plain", ""],
    ["application/x-ndjson", ""],
    ["application/octet-stream", ""],
    ["text/csv", "amount\n"],
  ])("of %s with nothing in it, which totals 0", async (type, body) => {
    expect(await (await post(body, { type })).text()).toBe('{"total":0,"count":0,"empty":0}');
  });

  test("and exact, where binary64 has other digits", async () => {
    expect(await (await post("[9007199254740993]")).text()).toBe(
      '{"total":9007199254740993,"count":1,"empty":0,"exact":"9007199254740993"}',
    );
  });

  test("or the digits alone as text", async () => {
    const response = await post("[9007199254740993,0.5]", { headers: { accept: "text/plain" } });
    expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(await response.text()).toBe("9007199254740993.5\n");
  });

  test("of a body that comes in pieces, cut anywhere", async () => {
    const { body, send, end } = heldBody();
    const answer = post(body);
    for (const character of "[12,34 , 5e1]") {
      send(character);
      await new Promise((resolve) => setImmediate(resolve));
    }
    end();
    expect(await (await answer).text()).toBe('{"total":96,"count":3,"empty":0}');
  });

  test.each(["gzip", "GZIP", "x-gzip", " gzip "])("of a body in the encoding %j", async (coding) => {
    const response = await post(zipped("[1,2]"), { headers: { "content-encoding": coding } });
    expect(await response.text()).toBe('{"total":3,"count":2,"empty":0}');
  });

  test.each(["identity", "", "Identity"])("of a body in the encoding %j", async (coding) => {
    const response = await post("[1,2]", { headers: { "content-encoding": coding } });
    expect(await response.text()).toBe('{"total":3,"count":2,"empty":0}');
  });

  test.each([
    "application/json; charset=utf-8",
    'Application/JSON;charset="UTF-8"',
    "application/json ; profile=x; charset=utf8 ;",
  ])("of the media type %s", async (type) => {
    expect((await post("[1]", { type })).status).toBe(200);
  });

  test("of NaN and infinities as text, but not as JSON", async () => {
    const type = "application/octet-stream";
    const plain = await post(doubles(1, Infinity, -Infinity), { type, headers: { accept: "text/plain" } });
    expect(await plain.text()).toBe("NaN\n");
    const json = await post(doubles(1, -Infinity), { type });
    expect(json.status).toBe(422);
    expect(await json.json()).toMatchObject({ code: "NOT_FINITE", got: "-Infinity" });
  });
});

describe("POST /total of bad numbers", () => {
  test.each<[number, string, string, string]>([
    [422, "BAD_NUMBER", JSON_TYPE, '[1,"x"]'],
    [422, "BAD_NUMBER", JSON_TYPE, "5"],
    [422, "BAD_NUMBER", JSON_TYPE, "{}"],
    [422, "BAD_NUMBER", "text/plain", "1,5"],
    [422, "BAD_NUMBER", "text/plain", "NaN"],
    [422, "BAD_NUMBER", "text/csv", "a\nx\n"],
    [400, "BAD_FORMAT", JSON_TYPE, "[1,"],
    [400, "BAD_FORMAT", JSON_TYPE, "[1,,2]"],
    [400, "BAD_FORMAT", JSON_TYPE, "[01]"],
    [400, "BAD_FORMAT", JSON_TYPE, "[NaN]"],
    [400, "BAD_FORMAT", JSON_TYPE, ""],
    [400, "BAD_FORMAT", JSON_TYPE, '["x",]'],
    [400, "BAD_FORMAT", "text/csv", "a\n1,2\n"],
    [400, "BAD_FORMAT", "application/octet-stream", "1234567"],
    [422, "EXPONENT_RANGE", JSON_TYPE, "[1e5000]"],
    [422, "NO_COLUMN", "text/csv", ""],
    [422, "NO_COLUMN", "text/csv", "a,b\n1,2\n"],
  ])("is a %i %s: %s, %s", async (status, code, type, body) => {
    const response = await post(body, { type });
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({ status, code });
    expect(response.status).toBe(status);
  });

  test("says where", async () => {
    const response = await post('[1,\n 2,"x"]');
    expect(await response.text()).toBe(
      '{"type":"about:blank","title":"Unprocessable Entity","status":422,"detail":"line 2, column 4: expected a number, got \\"x\\"",' +
        '"code":"BAD_NUMBER","line":2,"column":4,"offset":7,"expected":"a number","got":"\\"x\\""}',
    );
  });

  test("says where in what was compressed", async () => {
    const response = await post(zipped("1\n2\nx "), { type: "text/plain", ...gzip });
    expect(await response.json()).toMatchObject({ code: "BAD_NUMBER", line: 3, column: 1, offset: 4 });
  });

  test("says how a query could help, in the service's own words", async () => {
    const quotes = await post('5" nail\n', { type: "text/csv", query: "?header=false" });
    expect(await quotes.json()).toMatchObject({
      code: "BAD_FORMAT",
      detail:
        "line 1, column 2: expected quotes around whole fields only, got a quote out of place (perhaps ?quotes=false)",
      expected: "quotes around whole fields only",
      hints: ["?quotes=false"],
    });
    for (const column of ["2", "5"]) {
      const number = await post("a,5\n1,2\n", { type: "text/csv", query: `?column=${column}` });
      expect(number.status).toBe(422);
      expect(await number.json()).toMatchObject({
        code: "NO_COLUMN",
        detail:
          'line 1, column 3: expected a name in the header, got "5" (perhaps ?header=false, or ?header=true)',
        expected: "a name in the header",
        hints: ["?header=false", "?header=true"],
      });
    }
  });

  test("says all ways to read a number, and what a program could make of the body", async () => {
    const groups = await post("1,204\n", { type: "text/plain" });
    expect(await groups.json()).toMatchObject({
      detail: 'line 1, column 1: expected a number, got "1,204" (perhaps ?thousands=%2C, or ?decimal=%2C)',
      hints: ["?thousands=%2C", "?decimal=%2C"],
    });
    const amount = await post("(1.204,50)\n", { type: "text/plain" });
    const { hints } = (await amount.json()) as { readonly hints: readonly string[] };
    expect(hints).toEqual(["?money=true&thousands=.&decimal=%2C"]);
    const again = await post("(1.204,50)\n", { type: "text/plain", query: hints[0]! });
    expect(await again.json()).toMatchObject({ total: -1204.5 });
    const utf16 = await post(new Uint8Array(Buffer.from("\ufeff[1]", "utf16le")), {
      type: "application/json",
    });
    expect(utf16.status).toBe(415);
    expect(await utf16.json()).toMatchObject({
      code: "UNSUPPORTED",
      detail: "expected text in UTF-8, got UTF-16 (perhaps iconv -f UTF-16 -t UTF-8)",
      hints: ["iconv -f UTF-16 -t UTF-8"],
    });
  });

  test.each<[string, Uint8Array<ArrayBuffer>]>([
    ["what is no gzip", new TextEncoder().encode("[1]")],
    ["gzip that is cut", zipped("[1]").slice(0, -1)],
    ["gzip with something after it", new Uint8Array([...zipped("[1]"), 1])],
    [
      "gzip whose checksum is wrong",
      zipped("[1]").map((byte, i, all) => (i === all.length - 8 ? byte ^ 1 : byte)),
    ],
    ["nothing", new Uint8Array(0)],
  ])("%s is a 400 BAD_FORMAT", async (_, body) => {
    const response = await post(body, gzip);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: "BAD_FORMAT" });
  });

  test("is answered as soon as it is seen, while the body goes on", async () => {
    const { body, send } = heldBody();
    const answer = post(body, { type: "text/plain" });
    send("1\nx\n");
    expect((await answer).status).toBe(422);
  });
});

describe("POST /total of a JSON body that goes on slowly after a bad number", () => {
  test("is answered after a second", async () => {
    const { body, send } = heldBody();
    const answer = post(body);
    send('[1,"x",');
    const response = await answer;
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ code: "BAD_NUMBER", offset: 3 });
  });

  test("is malformed, if it turns out to be so within that time", async () => {
    const { body, send } = heldBody();
    const answer = post(body);
    send('[1,"x",');
    send("]");
    expect((await answer).status).toBe(400);
  });

  test("is answered with the bad number if it then passes the limit: the first fault counts", async () => {
    const { body, send, end } = heldBody();
    const answer = post(body, {}, testApp({ maxBodyBytes: 100 }));
    send('[1,"x",');
    send("1,".repeat(100));
    end();
    expect((await answer).status).toBe(422);
  });
});

describe("POST /total refuses", () => {
  test.each<[string, string | undefined]>([
    ["no Content-Type", undefined],
    ["another", "application/xml"],
    ["a family of types", "text/*"],
    ["what is none", "json"],
    ["one that is malformed", "application/json; charset"],
    ["a name of the language's own", "constructor"],
  ])("%s with a 415 that lists what could be read", async (_, type) => {
    const response = await testApp().request("/total", {
      method: "POST",
      body: new TextEncoder().encode("[1]"),
      headers: type === undefined ? {} : { "content-type": type },
    });
    expect(response.status).toBe(415);
    expect(response.headers.get("accept-post")).toBe(MEDIA_TYPES);
    expect(response.headers.get("accept")).toBe(MEDIA_TYPES);
    expect(await response.json()).toMatchObject({
      code: "UNSUPPORTED",
      expected: `a Content-Type of ${MEDIA_TYPES}`,
      got: type === undefined ? "none" : `"${type}"`,
    });
  });

  test.each(["iso-8859-1", "utf-16", "us-ascii", '""'])("the charset %s with a 415", async (charset) => {
    for (const type of ["text/csv", JSON_TYPE, "application/octet-stream"]) {
      const response = await post("1", { type: `${type}; charset=${charset}` });
      expect(response.status).toBe(415);
      expect(await response.json()).toMatchObject({ code: "UNSUPPORTED", expected: "the charset utf-8" });
    }
  });

  test.each(["br", "deflate", "zstd", "gzip, gzip", "compress"])(
    "the encoding %s with a 415",
    async (coding) => {
      const response = await post("[1]", { headers: { "content-encoding": coding } });
      expect(response.status).toBe(415);
      expect(response.headers.get("accept-encoding")).toBe("gzip, identity");
      expect(await response.json()).toMatchObject({ code: "UNSUPPORTED", got: `"${coding}"` });
    },
  );

  test("an answer in another type than can be given with a 406", async () => {
    const response = await post("[1]", { headers: { accept: "text/html" } });
    expect(response.status).toBe(406);
    expect(response.headers.get("vary")).toBe("Accept");
  });

  test.each<[string, string, string]>([
    ["text/csv", "?header=maybe", 'header: expected true or false, got "maybe"'],
    ["text/csv", "?quotes=0", 'quotes: expected true or false, got "0"'],
    ["text/csv", "?header=", 'header: expected true or false, got ""'],
    ["text/csv", "?header", 'header: expected true or false, got ""'],
    ["text/csv", "?column=", "column: expected a value, got nothing"],
    ["text/csv", "?header=true&header=false", "header: expected one value, got several"],
    ["text/csv", `?${"column=a&".repeat(65)}`, "column: expected at most 64 values, got 65"],
    ["text/csv", "?column=a&delimiter=,&column=b&delimiter=;", "delimiter: expected one value, got several"],
    ["text/csv", "?colum=a", `query: expected one of ${CSV_PARAMETERS}, got "colum"`],
    ["text/csv", "?column=a&by=b", `query: expected one of ${CSV_PARAMETERS}, got "by"`],
    ["text/csv", "?column=a&column=", "column: expected a value, got nothing"],
    [
      "text/csv",
      "?delimiter=ab",
      'delimiter: expected one ASCII character other than CR, LF and a quote, or "whitespace", got "ab"',
    ],
    ["text/csv", "?skipLines=-1", 'skipLines: expected an integer from 0, got "-1"'],
    ["text/csv", "?skipLines=", 'skipLines: expected an integer from 0, got ""'],
    [
      "text/csv",
      "?skipLines=9007199254740992",
      "skipLines: expected an integer from 0 to 9007199254740991, got 9007199254740992",
    ],
    ["text/csv", "?comment=,", 'comment: expected another character than the delimiter, got ","'],
    ["text/csv", "?thousands=.", 'thousands: expected another sign than the decimal one, got "."'],
    ["text/plain", "?decimal=1", 'decimal: expected one character without another meaning, got "1"'],
    ["text/plain", "?money=yes", 'money: expected true or false, got "yes"'],
    [
      "text/plain",
      "?delimiter=;",
      "delimiter: expected a body of text/csv or text/tab-separated-values, got another",
    ],
    [JSON_TYPE, "?thousands=,", "thousands: expected field beside it, got none"],
    ["application/x-ndjson", "?money=true", "money: expected field beside it, got none"],
    [
      "text/csv",
      "?field=a",
      "field: expected a body of application/json or application/x-ndjson, got another",
    ],
    [JSON_TYPE, "?column=a", "column: expected a body of text/csv or text/tab-separated-values, got another"],
    [JSON_TYPE, "?field=", "field: expected a value, got nothing"],
    [JSON_TYPE, "?field=/a~2", "field: expected ~0 or ~1 in a JSON Pointer, got another ~"],
    ["text/plain", "?url=http://127.0.0.1/", 'query: expected one of thousands, decimal, money, got "url"'],
    ["application/octet-stream", "?__proto__=x", 'query: expected no query, got "__proto__"'],
  ])("of %s the query %s with a 400", async (type, query, detail) => {
    const response = await post("[1]", { type, query });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ type: "about:blank", title: "Bad Request", status: 400, detail });
  });
});

describe("POST /total of a body past the limit", () => {
  const limited = testApp({ maxBodyBytes: 10 });

  test("is a 413 before it is read, where the length is told", async () => {
    const { body } = heldBody();
    const response = await post(body, { headers: { "content-length": "11" } }, limited);
    expect(response.status).toBe(413);
    expect(await response.json()).toEqual({
      type: "about:blank",
      title: "Payload Too Large",
      status: 413,
      detail: "expected a body of at most 10 bytes, got a longer one",
    });
  });

  test("is a 413 at the first byte too many, where it is not", async () => {
    const { body, send } = heldBody();
    const answer = post(body, { type: "text/plain" }, limited);
    send("123456789 ");
    send("1");
    expect((await answer).status).toBe(413);
  });

  test("is a 413 for what it is decompressed", async () => {
    const bomb = await post(zipped(`[${"0,".repeat(1e6)}0]`), gzip, limited);
    expect(bomb.status).toBe(413);
    const short = await post(
      zipped("[1,2,3,45]"),
      { headers: { ...gzip.headers, "content-length": "30" } },
      limited,
    );
    expect(short.status).toBe(200);
  });

  test("is what is wrong before the limit, if something is", async () => {
    const response = await post("1 x 3 4 5 6 7", { type: "text/plain" }, limited);
    expect(response.status).toBe(422);
  });

  test("is not one of just that length", async () => {
    expect(await (await post("[12345678]", {}, limited)).text()).toBe(
      '{"total":12345678,"count":1,"empty":0}',
    );
  });
});

describe("POST /total, several at once", () => {
  test("past the limit are told to come back, and find room when one has ended", async () => {
    const app = testApp({ maxConcurrentTotals: 1 });
    const { body, send, end } = heldBody();
    const first = post(body, {}, app);
    const refused = await post("[1]", {}, app);
    expect(refused.status).toBe(503);
    expect(refused.headers.get("retry-after")).toBe("1");
    expect((await app.request("/total")).status).toBe(200);
    send("[1,2]");
    end();
    expect((await first).status).toBe(200);
    expect((await post("[1]", {}, app)).status).toBe(200);
  });

  test.each<[string, (held: ReturnType<typeof heldBody>, leaving: AbortController) => void]>([
    ["a bad body", ({ send }) => send("x ")],
    ["a client that leaves", (_, leaving) => leaving.abort()],
    ["a body that fails", ({ fail }) => fail(new Error("reset"))],
  ])("%s gives its place back", async (_, spoil) => {
    const app = testApp({ maxConcurrentTotals: 1 });
    const held = heldBody();
    const leaving = new AbortController();
    const first = post(held.body, { type: "text/plain", signal: leaving.signal }, app);
    held.send("1 ");
    await new Promise((resolve) => setImmediate(resolve));
    spoil(held, leaving);
    await first;
    expect((await post("[1]", {}, app)).status).toBe(200);
  });
});

test("POST /total of a client that has left is a 499 that only the log sees", async () => {
  const { body, send } = heldBody();
  const leaving = new AbortController();
  const answer = post(body, { signal: leaving.signal });
  send("[1,");
  leaving.abort();
  expect((await answer).status).toBe(499);
});

const MIB = 1_048_576;

/** Deflate makes one byte of a thousand of these zeros. */
function zeros(bytes: number): string {
  return "0 ".repeat(bytes / 2);
}

describe("POST /total of gzip that gives too much", () => {
  test("is a 413, at 200 bytes for each of theirs past the first MiB", async () => {
    const response = await post(zipped(zeros(8 * MIB)), { type: "text/plain", ...gzip });
    expect(response.status).toBe(413);
    expect(await response.json()).toEqual({
      type: "about:blank",
      title: "Payload Too Large",
      status: 413,
      detail: "expected gzip data of at most 200 bytes to 1 past the first MiB, got more",
    });
  });

  test("is fine within the first MiB, and of the ratio that is allowed or without one", async () => {
    const posted = { type: "text/plain", ...gzip };
    expect((await post(zipped(zeros(MIB)), posted)).status).toBe(200);
    const bomb = zipped(zeros(8 * MIB));
    const ratio = (7 * MIB) / bomb.length;
    const status = async (maxGzipRatio: number) =>
      (await post(bomb, posted, testApp({ maxGzipRatio }))).status;
    expect(await status(Math.floor(ratio))).toBe(413);
    expect(await status(Math.ceil(ratio))).toBe(200);
    expect(await status(0)).toBe(200);
  });

  test("counts all members together", async () => {
    const member = zipped(zeros(MIB / 2));
    const members = Buffer.concat(Array.from({ length: 16 }, () => member));
    expect((await post(new Uint8Array(members), { type: "text/plain", ...gzip })).status).toBe(413);
  });

  test("is what is wrong before the limit, if something is", async () => {
    const response = await post(zipped(`x ${zeros(8 * MIB)}`), { type: "text/plain", ...gzip });
    expect(response.status).toBe(422);
  });
});

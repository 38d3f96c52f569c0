/** POST /total of several columns, and of dialects, through the app alone. */
import { describe, expect, test } from "vitest";
import { testApp } from "../testing/test-app.js";

interface Posted {
  readonly type?: string;
  readonly query?: string;
  readonly accept?: string;
}

function post(body: string, { type = "text/csv", query = "", accept = "*/*" }: Posted): Promise<Response> {
  const headers = { "Content-Type": type, Accept: accept };
  return Promise.resolve(
    testApp().request(`/total${query}`, { method: "POST", body: new TextEncoder().encode(body), headers }),
  );
}

const SALES = "day,amount,tax\n1,1.50,0.1\n2,,0.2\n3,-4,\n";
const AMOUNT = '{"column":"amount","total":-2.5,"count":2,"empty":1}';
const TAX = '{"column":"tax","total":0.3,"count":2,"empty":1}';

describe("POST /total of several columns answers a total of each", () => {
  test.each<[string, string, string]>([
    ["two names", "?column=amount&column=tax", `${AMOUNT},${TAX}`],
    ["in the order in which they were asked for", "?column=tax&column=amount", `${TAX},${AMOUNT}`],
    ["a name and a position", "?column=3&column=amount", `${TAX},${AMOUNT}`],
    ["a range", "?column=2-3", `${AMOUNT},${TAX}`],
    ["a range to the last column", "?column=2-", `${AMOUNT},${TAX}`],
    ["one column twice", "?column=tax&column=tax", `${TAX},${TAX}`],
  ])("%s", async (_, query, columns) => {
    const response = await post(SALES, { query });
    expect(await response.text()).toBe(`{"columns":[${columns}]}`);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(response.headers.get("vary")).toBe("Accept");
  });

  test("of tab-separated values", async () => {
    const body = SALES.replaceAll(",", "\t");
    const answer = await post(body, { query: "?column=2-3", type: "text/tab-separated-values" });
    expect(await answer.text()).toBe(`{"columns":[${AMOUNT},${TAX}]}`);
  });

  test("named by their positions where there is no header", async () => {
    expect(await (await post("1,2,3\n4,5,6\n", { query: "?column=2-&header=false" })).text()).toBe(
      '{"columns":[{"column":"2","total":7,"count":2,"empty":0},{"column":"3","total":9,"count":2,"empty":0}]}',
    );
  });

  test("with exact, behind the others, where binary64 has other digits", async () => {
    expect(await (await post("a,b\n9007199254740993,1\n", { query: "?column=1-" })).text()).toBe(
      '{"columns":[{"column":"a","total":9007199254740993,"count":1,"empty":0,"exact":"9007199254740993"},' +
        '{"column":"b","total":1,"count":1,"empty":0}]}',
    );
  });

  test("whose names are any text", async () => {
    const answer = await post('"a ""b""","ü\n\\"\n1,2\n', { query: "?column=1-2" });
    expect(await answer.json()).toMatchObject({ columns: [{ column: 'a "b"' }, { column: "ü\n\\" }] });
  });

  test.each(["?column=tax", "?column=3", "?column=3-3", "?column=3-"])(
    "but one column, as of %s, as ever",
    async (query) => {
      expect(await (await post(SALES, { query })).text()).toBe('{"total":0.3,"count":2,"empty":1}');
    },
  );

  test("or a line of text for each: its name, a tab and the digits", async () => {
    const answer = await post(SALES, { query: "?column=2-", accept: "text/plain" });
    expect(answer.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(await answer.text()).toBe("amount\t-2.5\ntax\t0.3\n");
    expect(await (await post(SALES, { query: "?column=tax", accept: "text/plain" })).text()).toBe("0.3\n");
  });

  test("in which nothing in a name ends the line or the field", async () => {
    const answer = await post('"a\tb\\","c\nd"\n1,2\n', { query: "?column=1-2", accept: "text/plain" });
    expect(await answer.text()).toBe("a\\tb\\\\\t1\nc\\nd\t2\n");
  });
});

describe("POST /total of several fields", () => {
  const LINES = '{"a":1,"b":{"c":2}}\n{"a":null,"b":{"c":"3"}}\n';
  const COLUMNS =
    '{"columns":[{"column":"a","total":1,"count":1,"empty":1},{"column":"b.c","total":5,"count":2,"empty":0}]}';

  test.each([
    ["application/x-ndjson", LINES],
    ["application/json", `[${LINES.trim().replace("\n", ",")}]`],
  ])("of %s answers a total of each", async (type, body) => {
    const query = "?field=a&field=b.c";
    expect(await (await post(body, { type, query })).text()).toBe(COLUMNS);
    const text = await post(body, { type, query, accept: "text/plain" });
    expect(await text.text()).toBe("a\t1\nb.c\t5\n");
  });

  test("counts the ones that are missing, where it may", async () => {
    const type = "application/x-ndjson";
    const refused = await post('{"a":1}\n{}\n', { type, query: "?field=a" });
    expect(await refused.json()).toMatchObject({ code: "NO_COLUMN", hints: ["?skipMissing=true"] });
    const one = await post('{"a":1}\n{}\n', { type, query: "?field=a&skipMissing=true" });
    expect(await one.text()).toBe('{"total":1,"count":1,"empty":1,"missing":1}');
    const two = await post('{"a":1}\n', { type, query: "?field=a&field=b&skipMissing=true" });
    expect(await two.text()).toBe(
      '{"columns":[{"column":"a","total":1,"count":1,"empty":0,"missing":0},{"column":"b","total":0,"count":0,"empty":1,"missing":1}]}',
    );
  });

  test("refuses the first fault, whatever the order of the fields", async () => {
    const body = '[{"a":1,"b":"x"},{"a":"y","b":2}]';
    const response = await post(body, { type: "application/json", query: "?field=a&field=b" });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ code: "BAD_NUMBER", offset: 12, got: '"x"' });
  });
});

describe("POST /total of several columns refuses", () => {
  test.each<[string, string, string, object]>([
    [
      "a column that is missing",
      SALES,
      "?column=amount&column=tx",
      { code: "NO_COLUMN", line: 1, column: 1 },
    ],
    ["a range past the last column", SALES, "?column=2-4", { code: "NO_COLUMN", line: 1, column: 1 }],
    [
      "a bad cell in the second column",
      "a,b\n1,2\n3,x\n",
      "?column=a&column=b",
      { code: "BAD_NUMBER", line: 3, column: 3, offset: 10, got: '"x"' },
    ],
    [
      "the first bad cell of a row, whatever the order of the columns",
      "a,b\n1,2\nx,y\n",
      "?column=b&column=a",
      { code: "BAD_NUMBER", line: 3, column: 1, offset: 8, got: '"x"' },
    ],
    [
      "the first bad row, whatever the order of the columns",
      "a,b\n1,y\nx,2\n",
      "?column=a&column=b",
      { code: "BAD_NUMBER", line: 2, column: 3, offset: 6, got: '"y"' },
    ],
  ])("%s with a 422", async (_, body, query, members) => {
    const response = await post(body, { query });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ status: 422, ...members });
  });
});

describe("POST /total of a dialect", () => {
  const CSV = "text/csv";
  test.each<[string, string, string, string]>([
    ["the delimiter of the header", CSV, "?column=b", "a;b\n1;2\n"],
    ["a first line sep=;", CSV, "?column=b", "sep=;\na;b\n1;2\n"],
    ["a delimiter", CSV, "?column=b&delimiter=|", "a|b\n1|2\n"],
    ["a tab", CSV, "?column=b&delimiter=%09", "a\tb\n1\t2\n"],
    ["runs of blanks", CSV, "?column=2&delimiter=whitespace&header=false", "  a   2\n"],
    ["lines before the header", CSV, "?column=b&skipLines=2", 'The "report\n\na,b\n1,2\n'],
    ["comments", CSV, "?column=b&comment=%23", "# none\na,b\n#1,5\n1,2\n"],
    ["groups of digits", CSV, "?thousands=,", 'a\n"1,204.50"\n-1202.50\n'],
    ["groups of digits in text", "text/plain", "?thousands=,", "1,000 -998"],
    ["a decimal comma", CSV, "?column=b&decimal=,", "a;b\nx;1,5\ny;0,5\n"],
    ["money", "text/plain", "?money=true", "$4.50\n($2.50)\n"],
  ])("%s", async (_, type, query, body) => {
    const response = await post(body, { type, query });
    expect(await response.json()).toMatchObject({ total: 2 });
    expect(response.status).toBe(200);
  });

  test("of two currencies is a 400", async () => {
    const response = await post("$1\n€1\n", { type: "text/plain", query: "?money=true" });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: "BAD_FORMAT", line: 2, column: 1 });
  });
});

describe("POST /total says with what query the same body could be read, and with it is", () => {
  test.each<[string, string, string, string]>([
    ["text/csv", "", 'a\n"1,204.50"\n', "1204.5"],
    ["text/csv", "?column=b", "a;b\nx;1,5\n", "1.5"],
    ["text/csv", "?column=b", "a,b\nx,$5\n", "5"],
    ["text/plain", "", "1.204,50", "1204.5"],
    ["text/plain", "", "(5)", "-5"],
    ["text/csv", "?column=2", "1,2\n", "2"],
    ["text/tab-separated-values", "", "a\n1'000", "1000"],
    ["text/csv", "?header=false&column=2", '5" nail,3\n', "3"],
  ])("%s %s %j", async (type, query, body, total) => {
    const refused = await post(body, { type, query });
    expect(refused.status).toBeGreaterThanOrEqual(400);
    const { hints = [], detail } = (await refused.json()) as { hints?: string[]; detail: string };
    const [hint = ""] = hints;
    expect(detail).toContain(`(perhaps ${hint}`);
    const all = query === "" ? hint : `${query}&${hint.slice(1)}`;
    const answer = await post(body, { type, query: all, accept: "text/plain" });
    expect(await answer.text()).toBe(`${total}\n`);
  });
});

/** The answers to POST /total that the documents show. */
import { digits, problemExample, type Example } from "./example.js";
import { NOT_ACCEPTABLE, UNAUTHORIZED } from "./examples.js";

const JSON_TYPE = "application/json";
const type = (contentType: string) => ({ "Content-Type": contentType });

const totalOfBody = (total: number | string, count: number, empty = 0) => ({
  status: 200,
  type: JSON_TYPE,
  body: { total, count, empty },
});

export const POST_TOTAL: readonly Example[] = [
  {
    name: "text",
    summary: "Numbers between blanks and line breaks",
    how: { headers: type("text/plain"), body: "0.1 0.2\n" },
    ...totalOfBody(0.3, 2),
  },
  {
    name: "json",
    summary: "A JSON array",
    how: { headers: type(JSON_TYPE), body: "[1, 2.5, -3e2]" },
    ...totalOfBody(-296.5, 3),
  },
  {
    name: "json-field",
    summary: "A field of the objects in a JSON array",
    how: {
      query: "?field=payment.amount",
      headers: type(JSON_TYPE),
      body: '[{"payment":{"amount":1.1}},{"payment":{"amount":"2.20"}},{"payment":{"amount":null}}]',
    },
    ...totalOfBody(3.3, 2, 1),
  },
  {
    name: "ndjson",
    summary: "A field of JSON lines",
    how: {
      query: "?field=amount",
      headers: type("application/x-ndjson"),
      body: '{"amount":1}\n{"amount":2}\n',
    },
    ...totalOfBody(3, 2),
  },
  {
    name: "csv",
    summary: "A column of CSV",
    how: {
      query: "?column=amount",
      headers: type("text/csv"),
      body: 'article,amount\n"nail, 5""",1.50\nscrew,2.25\nnut,\n',
    },
    ...totalOfBody(3.75, 2, 1),
  },
  {
    name: "tsv",
    summary: "A column of tab-separated values, by its position",
    how: {
      query: "?column=2&header=false",
      headers: type("text/tab-separated-values"),
      body: "nail\t1.50\nscrew\t2.25\n",
    },
    ...totalOfBody(3.75, 2),
  },
  {
    name: "large",
    summary: "More digits than a binary64 number keeps",
    how: { headers: type("text/plain"), body: "18446744073709551616 1" },
    status: 200,
    type: JSON_TYPE,
    body: { total: digits("18446744073709551617"), count: 2, empty: 0, exact: "18446744073709551617" },
  },
  {
    name: "as-text",
    summary: "The digits alone",
    how: { headers: { ...type("text/plain"), Accept: "text/plain" }, body: "1.10 2.20" },
    status: 200,
    type: "text/plain",
    body: "3.3\n",
  },
  {
    name: "bad-format",
    summary: "JSON that ends early",
    how: { headers: type(JSON_TYPE), body: "[1,2" },
    ...problemExample(400, "Bad Request", "line 1, column 5: expected , or ], got the end of the input", {
      code: "BAD_FORMAT",
      line: 1,
      column: 5,
      offset: 4,
      expected: ", or ]",
      got: "the end of the input",
    }),
  },
  {
    name: "bad-query",
    summary: "A misspelt option",
    how: { query: "?colum=amount", headers: type("text/csv"), body: "amount\n1\n" },
    ...problemExample(400, "Bad Request", 'query: expected one of column, header, quotes, got "colum"'),
  },
  { ...UNAUTHORIZED, how: { ...UNAUTHORIZED.how, headers: type("text/plain"), body: "1" } },
  {
    ...NOT_ACCEPTABLE,
    how: { headers: { ...type("text/plain"), Accept: "text/html" }, body: "1" },
  },
  {
    name: "silence",
    summary: "A body that does not go on",
    how: {
      environment: { BODY_TIMEOUT_MS: "100" },
      wire: "POST /total HTTP/1.1\r\nHost: dlg.test\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\n1",
    },
    ...problemExample(
      408,
      "Request Timeout",
      "expected a body without a silence of 100 ms, and of 1 KiB/s after that time, got a slower one",
    ),
  },
  {
    name: "late",
    summary: "A body that has not come by the deadline",
    how: {
      environment: { BODY_DEADLINE_MS: "100" },
      wire: "POST /total HTTP/1.1\r\nHost: dlg.test\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\n1",
    },
    ...problemExample(408, "Request Timeout", "expected a body within 100 ms, got a slower one"),
  },
  {
    name: "no-length",
    summary: "A body of which neither a length nor chunks tell",
    how: { wire: "POST /total HTTP/1.1\r\nHost: dlg.test\r\nContent-Type: text/plain\r\n\r\n1 2" },
    ...problemExample(
      411,
      "Length Required",
      "expected a body with a Content-Length or in chunks, got neither",
    ),
  },
  {
    name: "too-long",
    summary: "A body past the limit",
    how: { environment: { MAX_BODY_BYTES: "3" }, headers: type("text/plain"), body: "1 2 3" },
    ...problemExample(413, "Payload Too Large", "expected a body of at most 3 bytes, got a longer one"),
  },
  {
    name: "other-type",
    summary: "A type that cannot be read",
    how: { headers: type("text/html"), body: "<p>1</p>" },
    ...problemExample(
      415,
      "Unsupported Media Type",
      'expected a Content-Type of text/plain, application/json, application/x-ndjson, text/csv, text/tab-separated-values, application/octet-stream, got "text/html"',
      {
        code: "UNSUPPORTED",
        expected:
          "a Content-Type of text/plain, application/json, application/x-ndjson, text/csv, text/tab-separated-values, application/octet-stream",
        got: '"text/html"',
      },
    ),
  },
  {
    name: "bad-number",
    summary: "Something else where a number should stand",
    how: { headers: type("text/plain"), body: "1\n1,5\n" },
    ...problemExample(422, "Unprocessable Entity", 'line 2, column 1: expected a number, got "1,5"', {
      code: "BAD_NUMBER",
      line: 2,
      column: 1,
      offset: 2,
      expected: "a number",
      got: '"1,5"',
    }),
  },
  {
    name: "no-column",
    summary: "Several columns, and none is named",
    how: { headers: type("text/csv"), body: "article,amount\nnail,1.50\n" },
    ...problemExample(
      422,
      "Unprocessable Entity",
      "line 1, column 1: expected one of the columns article, amount, got none",
      {
        code: "NO_COLUMN",
        line: 1,
        column: 1,
        offset: 0,
        expected: "one of the columns article, amount",
        got: "none",
      },
    ),
  },
  {
    name: "number-in-header",
    summary: "A first row that may be data",
    how: { query: "?column=2", headers: type("text/csv"), body: "nail,1.50\nscrew,2.25\n" },
    ...problemExample(
      422,
      "Unprocessable Entity",
      'line 1, column 6: expected a name in the header, or ?header=false or ?header=true, got "1.50"',
      {
        code: "NO_COLUMN",
        line: 1,
        column: 6,
        offset: 5,
        expected: "a name in the header, or ?header=false or ?header=true",
        got: '"1.50"',
      },
    ),
  },
  {
    name: "too-many",
    summary: "Too many bodies are totalled",
    how: {
      environment: { MAX_CONCURRENT_TOTALS: "1" },
      meanwhile: "a body is posted",
      headers: type("text/plain"),
      body: "1",
    },
    ...problemExample(503, "Service Unavailable", "expected at most 1 totals at a time, got one more"),
  },
];

/** The answers that the documents show, by operation. Those of POST /total have a file of their own. */
import { problemExample, type Example } from "./example.js";

const JSON_TYPE = "application/json";

export const UNAUTHORIZED: Example = {
  name: "no-token",
  summary: "Without the token",
  how: { environment: { DLG_TOKEN: "secret" } },
  ...problemExample(401, "Unauthorized", "expected a bearer token, got none"),
};
export const NOT_ACCEPTABLE: Example = {
  name: "not-acceptable",
  summary: "A client that takes neither type",
  how: { headers: { Accept: "text/html" } },
  ...problemExample(406, "Not Acceptable", "expected one of application/json, text/plain to be accepted"),
};

export const GET_TOTAL: readonly Example[] = [
  {
    name: "simulated",
    summary: "The simulated numbers, 0 to 10,000,000",
    how: {},
    status: 200,
    type: JSON_TYPE,
    body: { total: 50000005000000 },
  },
  {
    name: "text",
    summary: "The digits alone",
    how: { headers: { Accept: "text/plain" } },
    status: 200,
    type: "text/plain",
    body: "50000005000000\n",
  },
  UNAUTHORIZED,
  NOT_ACCEPTABLE,
  {
    name: "unavailable",
    summary: "A numbers API that has no numbers",
    how: { environment: { NUMBERS_API_URL: "http://numbers.test/missing" } },
    ...problemExample(502, "Bad Gateway", "expected 200, got 404 Not Found", {
      code: "SOURCE_UNAVAILABLE",
      expected: "200",
      got: "404 Not Found",
    }),
  },
  {
    name: "bad-number",
    summary: "A numbers API that sends something else",
    how: { environment: { NUMBERS_API_URL: "http://numbers.test/string" } },
    ...problemExample(502, "Bad Gateway", 'line 2, column 1: expected a number, got "x"', {
      code: "BAD_NUMBER",
      line: 2,
      column: 1,
      offset: 4,
      expected: "a number",
      got: '"x"',
    }),
  },
  {
    name: "timeout",
    summary: "A numbers API that is too slow",
    how: {
      environment: { NUMBERS_API_URL: "http://numbers.test/silent", NUMBERS_API_TIMEOUT_MS: "100" },
    },
    ...problemExample(504, "Gateway Timeout", "expected an answer within 100 ms, got none", {
      code: "SOURCE_TIMEOUT",
      expected: "an answer within 100 ms",
      got: "none",
    }),
  },
];

export const GET_NUMBERS: readonly Example[] = [
  {
    name: "three",
    summary: "Three of them",
    how: { environment: { NUMBERS_COUNT: "3" } },
    status: 200,
    type: JSON_TYPE,
    body: [0, 1, 2],
  },
  UNAUTHORIZED,
  {
    name: "real",
    summary: "A real numbers API is configured",
    how: { environment: { NUMBERS_API_URL: "http://numbers.test/missing" } },
    ...problemExample(404, "Not Found", "a real numbers API is configured, none is simulated"),
  },
];

export const ALIVE: readonly Example[] = [
  { name: "ok", summary: "It is", how: {}, status: 200, type: JSON_TYPE, body: { status: "ok" } },
];

export const READY: readonly Example[] = [
  ...ALIVE,
  {
    name: "ending",
    summary: "The service is about to end",
    how: { meanwhile: "SIGTERM" },
    ...problemExample(503, "Service Unavailable", "the service is about to end"),
  },
];

/** What stays the same for as long as the service runs. */
export const FIXED: readonly Example[] = [
  {
    name: "unchanged",
    summary: "For whoever has it already",
    how: { headers: { "If-None-Match": "*" } },
    status: 304,
    type: "",
    body: "",
  },
];

/** What any request may get, whatever it asks for. */
export const ANY: readonly Example[] = [
  {
    name: "no-host",
    summary: "A request without a Host header",
    how: { wire: "GET /livez HTTP/1.1\r\n\r\n" },
    ...problemExample(400, "Bad Request", "expected a Host header, got none"),
  },
  {
    name: "no-http",
    summary: "Something that is no HTTP",
    how: { wire: "total, please\r\n\r\n" },
    ...problemExample(400, "Bad Request", "expected an HTTP request, got something else"),
  },
  {
    name: "slow-head",
    summary: "A head that comes too slowly",
    how: { environment: { HEADERS_TIMEOUT_MS: "100" }, wire: "GET /livez HTTP/1.1\r\nHost:" },
    ...problemExample(408, "Request Timeout", "expected the request's head in time"),
  },
  {
    name: "other-expectation",
    summary: "An expectation that is none",
    how: { wire: "GET /livez HTTP/1.1\r\nHost: dlg.test\r\nExpect: tea\r\nConnection: close\r\n\r\n" },
    ...problemExample(417, "Expectation Failed", "expected no expectation but 100-continue, got another"),
  },
  {
    name: "bug",
    summary: "A fault of the service",
    ...problemExample(500, "Internal Server Error", "the service failed; its log says how"),
  },
];

import { describe, expect, test } from "vitest";
import { isLasting, shownFailure } from "./network-failure.js";

function failure(code: string): Error {
  return Object.assign(new Error("of the network"), { code });
}

describe("a failure of the network, in words, and whether it lasts", () => {
  test.each([
    [failure("ECONNREFUSED"), "connection refused", false],
    [failure("ENOTFOUND"), "no such host", false],
    [failure("EXOTIC"), "EXOTIC", false],
    [failure("toString"), "toString", false],
    [failure("HPE_INVALID_CONSTANT"), "something that is not HTTP", true],
    [failure("HPE_HEADER_OVERFLOW"), "headers that are too long", true],
    [failure("CERT_HAS_EXPIRED"), "a certificate that is not trusted, CERT_HAS_EXPIRED", true],
    [
      failure("DEPTH_ZERO_SELF_SIGNED_CERT"),
      "a certificate that is not trusted, DEPTH_ZERO_SELF_SIGNED_CERT",
      true,
    ],
    [
      failure("ERR_TLS_CERT_ALTNAME_INVALID"),
      "a certificate that is not trusted, ERR_TLS_CERT_ALTNAME_INVALID",
      true,
    ],
    [new TypeError("fetch failed", { cause: failure("ECONNRESET") }), "a connection that was cut", false],
    [new Error("odd\n"), '"odd\\n"', false],
    [undefined, "none", false],
    ["text", "none", false],
  ])("%s: %s, %s", (thrown, words, lasting) => {
    expect(shownFailure(thrown)).toBe(words);
    expect(isLasting(thrown)).toBe(lasting);
  });
});

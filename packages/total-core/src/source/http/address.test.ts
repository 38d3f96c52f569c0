import { afterEach, describe, expect, test, vi } from "vitest";
import { parsedAddress } from "./address.js";

afterEach(() => void vi.unstubAllGlobals());

describe("a relative address", () => {
  test("is a TypeError that says so where there is no page", () => {
    for (const given of ["numbers.json", "/numbers", "?a=b", ""]) {
      expect(() => parsedAddress(given)).toThrow(
        new TypeError(
          "url: expected an absolute http: or https: address, as there is no page that it could be relative to, " +
            `got "${given.replace(/\?.*/, "")}"`,
        ),
      );
    }
  });

  test("is that of the page's base, as links in it are", () => {
    vi.stubGlobal("location", new URL("https://page.test/a/b.html"));
    vi.stubGlobal("document", { baseURI: "https://base.test/x/y" });
    const { url, name } = parsedAddress("numbers.json?z");
    expect([url.href, name]).toEqual(["https://base.test/x/numbers.json?z", "numbers.json?z"]);
  });

  test("is that of the script in a worker", () => {
    vi.stubGlobal("location", new URL("https://page.test/a/worker.js"));
    expect(parsedAddress("../numbers").url.href).toBe("https://page.test/numbers");
    expect(parsedAddress("//other.test/x").url.href).toBe("https://other.test/x");
    expect(parsedAddress("http://other.test/x").url.href).toBe("http://other.test/x");
  });

  test.each(["blob:https://page.test/1-2-3", "about:blank", "data:text/javascript,1"])(
    "is a TypeError where the base is %s",
    (base) => {
      vi.stubGlobal("location", new URL(base));
      expect(() => parsedAddress("/numbers")).toThrow("as there is no page that it could be relative to");
    },
  );

  test("is a TypeError where the base is a file", () => {
    vi.stubGlobal("location", new URL("file:///a/b.html"));
    expect(() => parsedAddress("numbers")).toThrow('url: expected an http: or https: address, got "numbers"');
  });
});

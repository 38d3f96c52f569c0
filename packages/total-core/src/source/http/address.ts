import { utf8Encoder } from "../../basics/text-codecs.js";
import { unlessItThrows } from "../../basics/attempt.js";
import { describe } from "../../basics/describe.js";
import { optionError } from "../../basics/option-values.js";
import { quote } from "../../basics/quote.js";
import type { HeaderFields } from "./transport.js";

/** Where numbers are fetched from. */
export interface Address {
  /** Without user name and password. */
  readonly url: URL;
  /** The address as given, without user name and password, for errors. */
  readonly name: string;
  /** The header Authorization, if the address has a user name or a password. */
  readonly headers: HeaderFields;
}

/**
 * In a page or a worker of one, an address may be relative to it.
 * @throws TypeError where it is no http: or https: address; it shows no user name and no password
 */
export function parsedAddress(given: string | URL): Address {
  if (typeof given !== "string" && !(given instanceof URL)) {
    throw optionError(TypeError, "url", "a string or a URL", describe(given));
  }
  const text = given.toString();
  const url = parsedUrl(text, baseAddress());
  if (url === undefined || !isHttp(url)) {
    const expected =
      url === undefined && !HAS_SCHEME.test(text)
        ? "an absolute http: or https: address, as there is no page that it could be relative to"
        : "an http: or https: address";
    throw optionError(TypeError, "url", expected, quote(withoutSecrets(text)));
  }
  const { username, password } = url;
  if (username === "" && password === "") return { url, name: text, headers: {} };
  url.username = "";
  url.password = "";
  return { url, name: url.href, headers: { authorization: basicAuthorization(username, password) } };
}

/** RFC 3986, section 3.1. */
const HAS_SCHEME = /^[a-z][a-z0-9+.-]*:/i;

/** The address that a page's relative ones begin at; in a worker, that of its script. */
function baseAddress(): string | undefined {
  const { document, location } = globalThis as Partial<typeof globalThis>;
  return document?.baseURI ?? location?.href;
}

export function isHttp({ protocol }: URL): boolean {
  return protocol === "http:" || protocol === "https:";
}

/** @returns `undefined` where it is no address */
export function parsedUrl(text: string, base?: URL | string): URL | undefined {
  return unlessItThrows(() => new URL(text, base));
}

/**
 * A text that is no address, without the parts that may be secrets. Where its parts begin cannot be known, so too much is removed
 * rather than too little.
 */
export function withoutSecrets(text: string): string {
  return text.replace(/[?#].*$/s, "").replace(/^([a-z][a-z0-9+.-]*:[/\\]*)?.*@/is, "$1");
}

/** RFC 7617, in UTF-8. */
function basicAuthorization(username: string, password: string): string {
  const bytes = utf8Encoder().encode(`${percentDecoded(username)}:${percentDecoded(password)}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw optionError(TypeError, "url", "a user name and a password in percent-encoded UTF-8", "other bytes");
  }
}

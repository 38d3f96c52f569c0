import { splitOutsideQuotes, TOKEN } from "../answer/header-syntax.js";

export interface MediaType {
  /** In lower case. */
  readonly type: string;
  /** In lower case. */
  readonly charset: string | undefined;
}

const TYPE = new RegExp(`^${TOKEN}/${TOKEN}$`);
const PARAMETER = new RegExp(`^(${TOKEN})=(?:(${TOKEN})|"((?:[^"\\\\]|\\\\.)*)")$`);

/** Parses a Content-Type by RFC 9110 section 8.3.1; `undefined` where it is malformed. */
export function mediaTypeFrom(header: string): MediaType | undefined {
  const [name = "", ...rest] = splitOutsideQuotes(header.toLowerCase(), ";").map((part) => part.trim());
  if (!TYPE.test(name)) return undefined;
  let charset: string | undefined;
  for (const text of rest) {
    if (text === "") continue;
    const [, key, token, quoted] = PARAMETER.exec(text) ?? [];
    if (key === undefined) return undefined;
    if (key === "charset") charset ??= token ?? quoted?.replaceAll(/\\(.)/g, "$1");
  }
  return { type: name, charset };
}

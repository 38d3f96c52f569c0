import { resolve } from "node:path";
import { parsedUrl } from "../source/http/address.js";
import type { ReachOptions } from "./reach.js";

/** Whether it is read by HTTP; all other names are paths. */
export function isAddress(source: string): boolean {
  return /^https?:\/\//i.test(source);
}

/** Where a file is. */
export function pathOf(source: string, { folder }: Pick<ReachOptions, "folder">): string {
  return folder === undefined ? source : resolve(folder, source);
}

/** The name of a source in parts: an address has no user name, password, query or fragment there, because each may be a secret. */
export function publicName(source: string): string {
  if (!isAddress(source)) return source;
  const plain = source.replace(/[?#].*$/s, "");
  const url = parsedUrl(plain);
  if (url === undefined) return plain.replace(/^(https?:\/\/)[^/]*@/i, "$1");
  if (url.username === "" && url.password === "") return plain;
  url.username = "";
  url.password = "";
  return url.href;
}

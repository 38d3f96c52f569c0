import type * as crypto from "node:crypto";
import type * as fs from "node:fs";
import type * as http from "node:http";
import type * as https from "node:https";
import type * as os from "node:os";
import type * as path from "node:path";
import type * as vm from "node:vm";
import type * as zlib from "node:zlib";

interface NodeModules {
  readonly "node:crypto": typeof crypto;
  readonly "node:fs": typeof fs;
  readonly "node:http": typeof http;
  readonly "node:https": typeof https;
  readonly "node:os": typeof os;
  readonly "node:path": typeof path;
  readonly "node:vm": typeof vm;
  readonly "node:zlib": typeof zlib;
}

/**
 * One of Node's own modules, or `undefined` in other runtimes.
 *
 * It is looked up at run time, because a static import of `node:` would keep a browser from loading the library.
 */
export function nodeModule<Id extends keyof NodeModules>(id: Id): NodeModules[Id] | undefined {
  return runtime()?.getBuiltinModule?.(id) as NodeModules[Id] | undefined;
}

/** False in browsers, and in Deno, Bun and workerd, which have a `process` as well. */
export function isNode(): boolean {
  // In workerd only this tells: its process has the versions of Node, whose http it imitates in part.
  if ("WebSocketPair" in globalThis) return false;
  const versions: Readonly<Record<string, string | undefined>> = runtime()?.versions ?? {};
  return versions["node"] !== undefined && versions["deno"] === undefined && versions["bun"] === undefined;
}

/** `Node 22.15.0`, as errors show it. */
export function nodeVersion(): string {
  const version = runtime()?.versions?.node;
  return version === undefined ? "no Node" : `Node ${version}`;
}

function runtime(): Partial<NodeJS.Process> | undefined {
  return (globalThis as { readonly process?: Partial<NodeJS.Process> }).process;
}

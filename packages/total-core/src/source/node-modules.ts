import type * as http from "node:http";
import type * as https from "node:https";
import type * as zlib from "node:zlib";

interface NodeModules {
  readonly "node:http": typeof http;
  readonly "node:https": typeof https;
  readonly "node:zlib": typeof zlib;
}

/**
 * One of Node's own modules, or `undefined` where this is not Node.
 *
 * Asked for at run time, because a static import of `node:` would keep a browser from loading the library.
 */
export function nodeModule<Id extends keyof NodeModules>(id: Id): NodeModules[Id] | undefined {
  const { process } = globalThis as { readonly process?: Partial<NodeJS.Process> };
  const versions: Readonly<Record<string, string | undefined>> = process?.versions ?? {};
  // Deno and Bun have a process as well, but their own fetch is the better way to the network.
  if (versions["node"] === undefined || "deno" in versions || "bun" in versions) return undefined;
  return process?.getBuiltinModule?.(id) as NodeModules[Id] | undefined;
}

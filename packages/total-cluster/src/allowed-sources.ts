import { realpathSync } from "node:fs";
import { isAbsolute, relative, sep } from "node:path";

/** @throws RangeError where a source stands outside what is allowed; Error where a file is not there */
export type IsAllowed = (source: string) => Promise<void>;

const isAddress = (source: string): boolean => /^https?:\/\//i.test(source);

/**
 * The sources that a worker may open: files below a folder, by their real path, and addresses below another address.
 * @param prefixes folders that are there, and addresses of http: or https:, one at least
 * @throws RangeError where one is neither
 */
export async function allowedSources(prefixes: readonly string[]): Promise<IsAllowed> {
  const folders: string[] = [];
  const addresses: URL[] = [];
  for (const prefix of prefixes) {
    if (isAddress(prefix)) addresses.push(prefixOf(prefix));
    else folders.push(realFolder(prefix));
  }
  return async (source) => {
    const isInside = isAddress(source)
      ? isBelowAddress(addressOf(source), addresses)
      : isInFolder(realPath(source), folders);
    if (!isInside) throw new RangeError(`expected a source that the worker's --allow names, got another`);
  };
}

/** Those that were asked for in this turn of the event loop: shards that come together mostly read the same file. */
const realPaths = new Map<string, string>();

function realPath(path: string): string {
  const known = realPaths.get(path);
  if (known !== undefined) return known;
  try {
    const real = realpathSync.native(path);
    if (realPaths.size === 0) setImmediate(() => realPaths.clear());
    realPaths.set(path, real);
    return real;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Error(`expected a file that the worker can read, got ${code}`, { cause });
  }
}

function realFolder(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    throw new RangeError(`expected a folder that is there, or an address, got ${JSON.stringify(path)}`);
  }
}

function addressOf(text: string): URL {
  try {
    return new URL(text);
  } catch {
    throw new RangeError(
      `expected an address, got ${JSON.stringify(text.replace(/[?#].*$/s, "").replace(/\/\/[^/]*@/, "//"))}`,
    );
  }
}

/** All below a path is allowed: a prefix that seems to allow one user or one query of it alone is refused. */
function prefixOf(text: string): URL {
  const url = addressOf(text);
  const { username, password, search, hash } = url;
  if (username + password + search + hash === "") return url;
  throw new RangeError(
    `expected the beginning of addresses without user, query and fragment, got one of ${url.origin} with them`,
  );
}

function isInFolder(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => {
    const way = relative(folder, path);
    return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
  });
}

/** Servers differ in what they make of encoded slashes, and of dots behind them. */
const MAY_LEAVE = /%2f|%5c|\\/i;

function isBelowAddress({ origin, pathname }: URL, addresses: readonly URL[]): boolean {
  if (MAY_LEAVE.test(pathname)) return false;
  return addresses.some((prefix) => {
    const folder = prefix.pathname.endsWith("/") ? prefix.pathname : `${prefix.pathname}/`;
    return origin === prefix.origin && (pathname === prefix.pathname || pathname.startsWith(folder));
  });
}

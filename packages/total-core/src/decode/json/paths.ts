/** The paths that lead to single values in an object, as the option `field` has them. */

/** More than these nobody looks through. */
const MOST_PATHS = 200;
const MOST_DEPTH = 8;

/**
 * The paths in the first object of JSON or NDJSON.
 *
 * @param text its beginning; what comes behind the object may be cut
 * @returns none where there is no whole object
 */
export function pathsOfFirstObject(text: string): string[] {
  const object = firstObject(text);
  const paths: string[] = [];
  if (object !== undefined) addPaths(object, "", 0, paths);
  return paths;
}

function firstObject(text: string): object | undefined {
  const start = text.indexOf("{");
  const end = start < 0 ? -1 : endOfObject(text, start);
  if (end < 0) return undefined;
  try {
    return JSON.parse(text.slice(start, end)) as object;
  } catch {
    return undefined;
  }
}

/** Behind the bracket that closes the one at `start`; -1 where there is none. */
function endOfObject(text: string, start: number): number {
  // A string whole, so that the brackets in it do not count.
  const token = /"(?:[^"\\]|\\.)*"|[{}]/gs;
  token.lastIndex = start;
  let depth = 0;
  for (let found = token.exec(text); found !== null; found = token.exec(text)) {
    if (found[0] === "{") depth++;
    if (found[0] === "}" && --depth === 0) return token.lastIndex;
  }
  return -1;
}

/** A path goes through arrays: to the same place in each of their objects. */
function addPaths(value: unknown, path: string, depth: number, paths: string[]): void {
  if (paths.length === MOST_PATHS || depth > MOST_DEPTH) return;
  if (Array.isArray(value)) addPaths(value[0], path, depth + 1, paths);
  else if (typeof value !== "object" || value === null) {
    if (path !== "" && value !== undefined && !paths.includes(path)) paths.push(path);
  } else {
    for (const [key, inner] of Object.entries(value)) {
      // A key that a path would take for several, or for a pointer.
      if (key === "" || key.includes(".") || key.startsWith("/")) continue;
      addPaths(inner, path === "" ? key : `${path}.${key}`, depth + 1, paths);
    }
  }
}

/** The paths of fields and keys as one tree, so that one walk follows them all. */

/** A place in a document, by the keys of objects that lead to it. The elements of an array have the place of the array. */
export interface PathNode {
  /** How many keys lead to it. */
  readonly depth: number;
  /** The places that paths lead on to. */
  readonly next: readonly { readonly key: Uint8Array; readonly node: PathNode }[];
  readonly fields: PathsAt;
  readonly keys: PathsAt;
}

/** Paths by their indices, ascending. */
interface PathsAt {
  /** Those that end here. */
  readonly here: readonly number[];
  /** Those that lead on from here. */
  readonly onward: readonly number[];
  /** Both. */
  readonly all: readonly number[];
}

type Path = readonly string[];

interface IndexedPath {
  readonly path: Path;
  readonly index: number;
}

/** The place of a whole document. @param fields paths of one key at least, as `keys` are */
export function pathTree(fields: readonly Path[], keys: readonly Path[]): PathNode {
  const indexed = (paths: readonly Path[]) => paths.map((path, index) => ({ path, index }));
  return nodeAt(0, indexed(fields), indexed(keys));
}

const encoder = new TextEncoder();

function nodeAt(depth: number, fields: readonly IndexedPath[], keys: readonly IndexedPath[]): PathNode {
  const nextKeys = new Set([...fields, ...keys].flatMap(({ path }) => path.slice(depth, depth + 1)));
  const through = (paths: readonly IndexedPath[], key: string) =>
    paths.filter(({ path }) => path[depth] === key);
  return {
    depth,
    next: Array.from(nextKeys, (key) => ({
      key: encoder.encode(key),
      node: nodeAt(depth + 1, through(fields, key), through(keys, key)),
    })),
    fields: pathsAt(depth, fields),
    keys: pathsAt(depth, keys),
  };
}

function pathsAt(depth: number, paths: readonly IndexedPath[]): PathsAt {
  const endsHere = ({ path }: IndexedPath) => path.length === depth;
  const indices = (some: readonly IndexedPath[]) => some.map(({ index }) => index);
  return {
    here: indices(paths.filter(endsHere)),
    onward: indices(paths.filter((path) => !endsHere(path))),
    all: indices(paths),
  };
}

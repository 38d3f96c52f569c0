/** The paths of fields and keys as one tree, so that one walk follows them all. */
import { utf8Encoder } from "../../basics/text-codecs.js";

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
  /** Paths that end here. */
  readonly here: readonly number[];
  /** Paths that lead on from here. */
  readonly onward: readonly number[];
  /** Both. */
  readonly all: readonly number[];
}

type Path = readonly string[];

/** The place of a whole document. @param fields paths of one key at least, as `keys` are */
export function pathTree(fields: readonly Path[], keys: readonly Path[]): PathNode {
  const root = new Place(0);
  for (const [index, path] of fields.entries()) addPath(root, "fields", path, index);
  for (const [index, path] of keys.entries()) addPath(root, "keys", path, index);
  return root;
}

/** A place to which paths are still added. */
class Place implements PathNode {
  readonly depth: number;
  readonly next: { readonly name: string; readonly key: Uint8Array; readonly node: Place }[] = [];
  readonly fields = noPaths();
  readonly keys = noPaths();

  constructor(depth: number) {
    this.depth = depth;
  }

  /** The place that the key leads to. */
  at(name: string): Place {
    const known = this.next.find((branch) => branch.name === name);
    if (known !== undefined) return known.node;
    const node = new Place(this.depth + 1);
    this.next.push({ name, key: utf8Encoder().encode(name), node });
    return node;
  }
}

function noPaths(): { readonly [Which in keyof PathsAt]: number[] } {
  return { here: [], onward: [], all: [] };
}

/** By a loop: a path may have more keys than calls fit on the stack. */
function addPath(root: Place, kind: "fields" | "keys", path: Path, index: number): void {
  let place = root;
  for (const key of path) {
    place[kind].onward.push(index);
    place[kind].all.push(index);
    place = place.at(key);
  }
  place[kind].here.push(index);
  place[kind].all.push(index);
}

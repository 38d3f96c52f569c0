import { areBytes } from "../../basics/same-bytes.js";
import type { PathNode } from "./path-tree.js";

/**
 * Follows paths of keys through documents. Where a path meets an array, it goes on in each of its elements.
 *
 * The open containers that are on a path lie within each other, from the document on: nothing in a container off all paths is on one.
 */
export class PathWalk {
  /** The place of the innermost container on a path; the root's where none is open. */
  #node: PathNode;
  /** Whether that container is an object: then its members have the places that their keys lead to. */
  #isInObject = false;
  /** How many containers on a path are open, and how many others within them. */
  #depth = 0;
  #off = 0;
  /** The place of the next value in an object. */
  #next: PathNode | undefined;
  /** For each container on a path the place of the one around it, and whether that is an object. */
  readonly #outerNodes: PathNode[] = [];
  readonly #areOuterObjects: boolean[] = [];

  constructor(root: PathNode) {
    this.#node = root;
  }

  /** How many containers are open. */
  get depth(): number {
    return this.#depth + this.#off;
  }

  /** The place of the elements of the innermost container, if that is an array on a path or the stream of documents. */
  get elements(): PathNode | undefined {
    return this.#off === 0 && !this.#isInObject ? this.#node : undefined;
  }

  /** Whether an array on a path is open. */
  get isInArray(): boolean {
    if (this.#depth === 0) return false;
    return !this.#isInObject || this.#areOuterObjects.includes(false, 1);
  }

  /** Whether the value that begins is a member of an object on a path, and not an element or a document. */
  get isMember(): boolean {
    return this.#isInObject;
  }

  /** Takes the key of the next value. @returns the place that it leads to, if paths do */
  takeKey(bytes: Uint8Array, start: number, end: number): PathNode | undefined {
    if (this.#off > 0) return undefined;
    const { next } = this.#node;
    for (let i = 0; i < next.length; i++) {
      if (areBytes(next[i]!.key, bytes, start, end)) return (this.#next = next[i]!.node);
    }
    return undefined;
  }

  /** The place of the value that begins, if paths lead to it; to be asked once a value. */
  take(): PathNode | undefined {
    if (this.#off > 0) return undefined;
    if (!this.#isInObject) return this.#node;
    const next = this.#next;
    this.#next = undefined;
    return next;
  }

  /** A container begins. @param node its place, if it is on a path */
  open(node: PathNode | undefined, isObject: boolean): void {
    if (node === undefined) {
      this.#off++;
      return;
    }
    this.#outerNodes.push(this.#node);
    this.#areOuterObjects.push(this.#isInObject);
    this.#node = node;
    this.#isInObject = isObject;
    this.#depth++;
  }

  /** The innermost container ends. @returns its place, if it was on a path */
  close(): PathNode | undefined {
    if (this.#off > 0) {
      this.#off--;
      return undefined;
    }
    const node = this.#node;
    this.#node = this.#outerNodes.pop()!;
    this.#isInObject = this.#areOuterObjects.pop()!;
    this.#depth--;
    return node;
  }
}

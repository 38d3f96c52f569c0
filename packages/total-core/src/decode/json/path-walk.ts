import { areBytes } from "../../basics/same-bytes.js";
import type { PathNode } from "./path-tree.js";

/**
 * Follows paths of keys through documents. Where a path meets an array, it goes on in each of its elements.
 *
 * The containers on the paths lie within each other, from the document on: as soon as one is open that is on no path, nothing in it is.
 */
export class PathWalk {
  readonly #root: PathNode;
  /** The places of the open containers that are on a path. */
  readonly #nodes: PathNode[] = [];
  /** For each of them whether it is an object. */
  readonly #areObjects: boolean[] = [];
  /** How many containers are open. */
  #depth = 0;
  /** Whether the innermost container is on a path. */
  #isOn = true;
  /** Whether the innermost container on a path is an object: then its members have the places that their keys lead to. */
  #isInObject = false;
  /** The place of the next value in an object. */
  #next: PathNode | undefined;

  constructor(root: PathNode) {
    this.#root = root;
  }

  /** How many containers are open. */
  get depth(): number {
    return this.#depth;
  }

  /** The place of the elements of the innermost container, if that is an array on a path or the stream of documents. */
  get elements(): PathNode | undefined {
    return this.#isOn && !this.#isInObject ? (this.#nodes.at(-1) ?? this.#root) : undefined;
  }

  /** Whether an array on a path is open. */
  get isInArray(): boolean {
    return this.#areObjects.includes(false);
  }

  /** Whether the value that begins is a member of an object on a path, and not an element or a document. */
  get isMember(): boolean {
    return this.#isInObject;
  }

  /** Takes the key of the next value. @returns the place that it leads to, if paths do */
  takeKey(bytes: Uint8Array, start: number, end: number): PathNode | undefined {
    if (!this.#isOn) return undefined;
    const { next } = this.#nodes[this.#nodes.length - 1]!;
    for (let i = 0; i < next.length; i++) {
      if (areBytes(next[i]!.key, bytes, start, end)) return (this.#next = next[i]!.node);
    }
    return undefined;
  }

  /** The place of the value that begins, if paths lead to it; to be asked once a value. */
  take(): PathNode | undefined {
    if (!this.#isOn) return undefined;
    if (!this.#isInObject) return this.#nodes[this.#nodes.length - 1] ?? this.#root;
    const next = this.#next;
    this.#next = undefined;
    return next;
  }

  /** A container begins. @param node its place, if it is on a path */
  open(node: PathNode | undefined, isObject: boolean): void {
    this.#depth++;
    this.#isOn = node !== undefined;
    if (node === undefined) return;
    this.#nodes.push(node);
    this.#areObjects.push(isObject);
    this.#isInObject = isObject;
  }

  /** The innermost container ends. @returns its place, if it was on a path */
  close(): PathNode | undefined {
    const node = this.#isOn ? this.#nodes.pop() : undefined;
    if (node !== undefined) {
      this.#areObjects.pop();
      this.#isInObject = this.#areObjects.at(-1) ?? false;
    }
    this.#depth--;
    this.#isOn = this.#depth === this.#nodes.length;
    return node;
  }
}

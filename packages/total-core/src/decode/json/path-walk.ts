import { areBytes } from "../../basics/same-bytes.js";
import { type Position, setPosition, startOfSource } from "../position.js";

/** The relation of a value to a path. */
export const OTHER = 0;
/** The document, before it is known to be an array of roots or one root. */
export const DOCUMENT = 1;
/** It stands where an object is expected through which the path leads. */
export const ROOT = 2;
/** On the path, before its last key. */
export const PARENT = 3;
/** The path leads to it. */
export const PICKED = 4;
export type Role = typeof OTHER | typeof DOCUMENT | typeof ROOT | typeof PARENT | typeof PICKED;

const encoder = new TextEncoder();

/**
 * Follows a path of keys through each root: the elements of an array, the lines of NDJSON, or the whole document. A path that leads through
 * anything but objects leads nowhere.
 */
export class PathWalk {
  /** Where the last root begins. */
  readonly root: Position = startOfSource();
  /** How many containers are open. Others read it. */
  depth = 0;
  readonly #keys: readonly Uint8Array[];
  readonly #position: Position;
  /** How many containers are open around a root; -1 while the document has not begun. */
  #rootDepth: number;
  #isInRoot = false;
  /** How many keys of the path lead to the innermost open object on it. */
  #matched = 0;
  #next: Role = OTHER;

  /** @param position the parser's */
  constructor(keys: readonly string[], position: Position, isLines: boolean) {
    this.#keys = keys.map((key) => encoder.encode(key));
    this.#position = position;
    this.#rootDepth = isLines ? 0 : -1;
  }

  /** Whether it stands between two roots. */
  get isAmongRoots(): boolean {
    return this.depth === this.#rootDepth;
  }

  /**
   * Takes the key of the next value.
   * @returns whether it is the path's: then nothing picked in this root before counts, as the last of equal keys wins
   */
  takeKey(bytes: Uint8Array, start: number, end: number): boolean {
    if (!this.#isInRoot || this.depth !== this.#rootDepth + this.#matched + 1) return false;
    if (!areBytes(this.#keys[this.#matched]!, bytes, start, end)) return false;
    this.#next = this.#matched + 1 === this.#keys.length ? PICKED : PARENT;
    return true;
  }

  /** The role of the value that begins; to be asked once a value. */
  takeRole(): Role {
    const next = this.#next;
    if (next !== OTHER) {
      this.#next = OTHER;
      return next;
    }
    if (this.#rootDepth < 0) return DOCUMENT;
    return !this.#isInRoot && this.isAmongRoots ? ROOT : OTHER;
  }

  /** An object begins that has this role. */
  openObject(role: number, offset: number): void {
    if (role === DOCUMENT) this.#rootDepth = 0;
    if (role === DOCUMENT || role === ROOT) {
      this.#isInRoot = true;
      setPosition(this.root, this.#position, offset);
    } else if (role === PARENT) this.#matched++;
    this.depth++;
  }

  /** An array begins that has this role. */
  openArray(role: number): void {
    if (role === DOCUMENT) this.#rootDepth = 1;
    this.depth++;
  }

  /** The innermost container ends. @returns whether it is a root */
  close(): boolean {
    this.depth--;
    if (!this.#isInRoot || this.depth !== this.#rootDepth + this.#matched) return false;
    if (this.#matched === 0) this.#isInRoot = false;
    else this.#matched--;
    return !this.#isInRoot;
  }
}

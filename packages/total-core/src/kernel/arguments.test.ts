/** Whatever an export of a kernel is given, it stops before it has changed anything; afterwards nothing is wrong. */
import { describe, expect, test } from "vitest";
import { bytesFromSpelling } from "../basics/spelled-bytes.js";
import { bytesOf } from "../testing/recorder.js";
import * as binaryLayout from "./binary.generated.js";
import type { BinaryKernelExports } from "./binary.js";
import type { CsvExports } from "./csv.js";
import * as csvLayout from "./csv.generated.js";
import {
  CALL_BYTES,
  LONG_CALL_BYTES,
  DATA_END,
  NUMBERS as ROWS_NUMBERS,
  SUMS_LENGTH,
  TAIL_BYTES,
  UNITS,
} from "./memory.generated.js";
import { kernelMemory } from "./memory.js";
import type { ObjectsExports } from "./objects.js";
import * as objectsLayout from "./objects.generated.js";
import type { TextExports } from "./text.js";
import * as textLayout from "./text.generated.js";

type Call = readonly [what: string, ...args: number[]];

const { imports, bytes } = kernelMemory()!;
const BUFFERS = imports["env"]!["buffers"] as number;
const END = bytes.length;

function compiled(wasm: string): WebAssembly.Module {
  return new WebAssembly.Module(bytesFromSpelling(wasm));
}

function kernelFrom<Exports>(wasm: string): Exports {
  return new WebAssembly.Instance(compiled(wasm), imports).exports as Exports;
}

const binary = kernelFrom<BinaryKernelExports>(binaryLayout.wasm);
const text = kernelFrom<TextExports>(textLayout.wasm);
const objects = kernelFrom<ObjectsExports>(objectsLayout.wasm);
const csv = kernelFrom<CsvExports>(csvLayout.wasm);

const { CHUNK, CHUNK_BYTES } = binaryLayout;

/** Wrong lists of numbers of so many bytes each. */
function wrongNumbers(size: number): Call[] {
  return [
    ["a count of -1", CHUNK, -1],
    ["the least count", CHUNK, -(2 ** 31)],
    ["a count whose bytes are 2^32", CHUNK, Math.min(2 ** 32 / size, 2 ** 32 - 1)],
    [
      "a count whose bytes are a vector more than 2^32",
      BUFFERS,
      Math.min((2 ** 32 + 16) / size, 2 ** 32 - 1),
    ],
    ["a count whose bytes are 2^31", BUFFERS, 2 ** 31 / size],
    ["one more than fit in the chunk", CHUNK, CHUNK_BYTES / size + 1],
    ["one more than fit behind the chunk's middle", CHUNK + CHUNK_BYTES / 2, CHUNK_BYTES / 2 / size + 1],
    ["one more than fit in the memory", END - 16, 16 / size + 1],
    ["a pointer at the memory's end", END, 1],
    ["a pointer behind the memory's end", END + 2 ** 20, 1],
    ["a pointer of -16", -16, 1],
    ["a pointer and a count of -16", -16, -16],
    ["a pointer of 0", 0, 1],
    ["a pointer before the chunk", CHUNK - 16, 1],
    ["a pointer to other data of its own", binaryLayout.LIMBS, 1],
    ["a pointer to another kernel's data", DATA_END - 4096 - (DATA_END % 16), 1],
    ["a pointer before the buffers", BUFFERS - 16, 1],
    ...[1, 2, 4, 8, 15].map((off): Call => [`a pointer that is off by ${off}`, CHUNK + off, 1]),
    ...[1, 8].map((off): Call => [`a pointer into the buffers that is off by ${off}`, BUFFERS + off, 1]),
  ];
}

/** Wrong bounds of the bytes that a call reads. */
function wrongBytes(sums: number, most: number = CALL_BYTES): Call[] {
  return [
    ["an end before the beginning", BUFFERS + 64, BUFFERS + 63],
    ["an end of -1", BUFFERS, -1],
    ["an end of 0", BUFFERS, 0],
    ["a byte more than a call reads", BUFFERS, BUFFERS + most + 1],
    ["2^31 bytes", BUFFERS, BUFFERS + 2 ** 31],
    ["an end behind which vectors reach beyond the memory", END - 2 * TAIL_BYTES, END - TAIL_BYTES + 1],
    ["the memory's end", END - TAIL_BYTES, END],
    ["bytes behind the memory", END + 64, END + 128],
    ["a beginning of -64", -64, BUFFERS],
    ["both ends below 0", -128, -64],
    ["ends on both sides of 0", -64, 64],
    ["a beginning of 0", 0, 64],
    ["a beginning before the buffers", BUFFERS - 1, BUFFERS + 64],
    ["its own data", sums, sums + 64],
    ["another kernel's data", CHUNK, CHUNK + 64],
  ];
}

const WRONG_TEXT = wrongBytes(textLayout.SUMS, LONG_CALL_BYTES);

/** begin, end, rows, lines, reason. */
function wrongListed(): Call[] {
  return wrongBytes(csvLayout.SUMS).map(([what, ...bounds]): Call => [what, ...bounds, 0, 0, 0]);
}

const COMMA = 0x2c;

const { MOST_COLUMNS, MOST_KEY_FIELDS, PICKED } = csvLayout;
const MOST_PICKED = MOST_COLUMNS + MOST_KEY_FIELDS;

/** fields, columns, keyFields, delimiter, quotes, plainNumbers: the picked fields are 1, 2, 3 and so on, the last two of them 0 and 2^32 - 1. */
const WRONG_CSV_ROWS: Call[] = [
  ["no fields", 0, 1, 0, COMMA, 1, 1],
  ["-1 fields", -1, 1, 0, COMMA, 1, 1],
  ["more fields than a call has bytes", CALL_BYTES + 1, 1, 0, COMMA, 1, 1],
  ["no columns", 2, 0, 0, COMMA, 1, 1],
  ["no columns, and keys", 2, 0, 1, COMMA, 1, 1],
  ["-1 columns", CALL_BYTES, -1, 0, COMMA, 1, 1],
  ["one column too many", CALL_BYTES, MOST_COLUMNS + 1, 0, COMMA, 1, 1],
  ["one key too many", CALL_BYTES, 1, MOST_KEY_FIELDS + 1, COMMA, 1, 1],
  ["-1 keys", CALL_BYTES, 1, -1, COMMA, 1, 1],
  ["columns and keys that come to one", CALL_BYTES, 2, -1, COMMA, 1, 1],
  ["a column behind the last field", 1, 1, 0, COMMA, 1, 1],
  ["a second column behind the last field", 2, 2, 0, COMMA, 1, 1],
  ["a key behind the last field", 2, 1, 1, COMMA, 1, 1],
  ["a second key behind the last field", 3, 1, 2, COMMA, 1, 1],
  ["a field of -1", CALL_BYTES, MOST_COLUMNS, MOST_KEY_FIELDS, COMMA, 1, 1],
  ...[0x00, 0x0a, 0x0d, 0x20, 0x22, 0x80, 0x100 + COMMA, -1].map((delimiter): Call => [
    `a delimiter of ${delimiter}`,
    ...([2, 1, 0, delimiter, 1, 1] as const),
  ]),
];

/** Writes which fields are picked. */
function pick(...fields: readonly number[]): void {
  new Uint32Array(bytes.buffer, PICKED, MOST_PICKED).set(fields);
}

/** places, numbers, paths, areLines, isMissingEmpty: the places are as {@link placeWrongly} has them. */
const WRONG_OBJECT_ROWS: Call[] = [
  ["-1 places", -1, 1, 1, 1, 0],
  ["more places than there is room for", objectsLayout.MOST_PLACES + 1, 1, 2, 1, 0],
  ["no paths", 1, 0, 0, 1, 0],
  ["no numbers", 1, 0, 1, 1, 0],
  ["more numbers than paths", 1, 2, 1, 1, 0],
  ["two paths and one place", 1, 1, 2, 1, 0],
  ["two paths and rows that are numbers", 0, 1, 2, 1, 0],
  ["two ends of one path", 2, 1, 1, 1, 0],
  ["a path that is not among the paths", 3, 1, 2, 1, 0],
  ["a place around itself", 4, 1, 3, 1, 0],
];

const { PLACES, PLACE_WORDS, MOST_PLACES, NO_PATH, KEYS, KEYS_BYTES } = objectsLayout;

/** Around, depth, path, where the key begins, its length. */
type Place = readonly [number, number, number, number, number];

/** Writes the places of rows. */
function writePlaces(...places: readonly Place[]): void {
  new Uint32Array(bytes.buffer, PLACES + 4 * PLACE_WORDS, MOST_PLACES * PLACE_WORDS).set(places.flat());
}

const WRONG_PLACES: readonly (readonly [what: string, places: readonly Place[]])[] = [
  [
    "a path through the end of another one",
    [
      [0, 0, 0, 0, 1],
      [1, 1, 1, 0, 1],
    ],
  ],
  [
    "a place around it that comes later",
    [
      [2, 0, 0, 0, 1],
      [0, 0, 1, 0, 1],
    ],
  ],
  [
    "a depth that is none",
    [
      [0, 1, 0, 0, 1],
      [0, 0, 1, 0, 1],
    ],
  ],
  [
    "a depth that is too small",
    [
      [0, 0, NO_PATH, 0, 1],
      [1, 0, 0, 0, 1],
      [0, 0, 1, 0, 1],
    ],
  ],
  [
    "a key that ends behind all keys",
    [
      [0, 0, 0, KEYS_BYTES, 1],
      [0, 0, 1, 0, 1],
    ],
  ],
  [
    "a key of -1 bytes",
    [
      [0, 0, 0, 0, -1],
      [0, 0, 1, 0, 1],
    ],
  ],
  [
    "a key that begins at -1",
    [
      [0, 0, 0, -1, 1],
      [0, 0, 1, 0, 1],
    ],
  ],
];

interface Kernel {
  readonly wasm: string;
  readonly exports: object;
  /** By the name of each export that has arguments. */
  readonly wrong: Readonly<Record<string, readonly Call[]>>;
  /** Makes a total, whatever was before. */
  readonly check: () => void;
}

function outcomeOf(call: () => unknown): string {
  try {
    call();
    return "no stop";
  } catch (error) {
    return String(error);
  }
}

/** @returns how many numbers a call has added */
function countIn({ REPORT, NUMBERS = ROWS_NUMBERS }: { REPORT: number; NUMBERS?: number }): number {
  return new Uint32Array(bytes.buffer, REPORT)[NUMBERS]!;
}

function put(content: string): readonly [begin: number, end: number] {
  const source = bytesOf(content);
  const begin = kernelMemory()!.place(source);
  return [begin, begin + source.length];
}

const KERNELS: Readonly<Record<string, Kernel>> = {
  binary: {
    wasm: binaryLayout.wasm,
    exports: binary,
    wrong: {
      addDoubles: wrongNumbers(8),
      addFloats: wrongNumbers(4),
      addInt8: wrongNumbers(1),
      addUint8: wrongNumbers(1),
      addInt16: wrongNumbers(2),
      addUint16: wrongNumbers(2),
      addInt32: wrongNumbers(4),
      addUint32: wrongNumbers(4),
      addBigInt64: wrongNumbers(8),
      addBigUint64: wrongNumbers(8),
    },
    check() {
      new Float64Array(bytes.buffer, CHUNK, 3).set([1e300, 0.5, -1e300]);
      binary.addDoubles(CHUNK, 3);
      expect(binary.takeRounded()).toBe(0.5);
    },
  },
  text: {
    wasm: textLayout.wasm,
    exports: text,
    wrong: { addText: WRONG_TEXT, addElements: WRONG_TEXT },
    check() {
      const [begin, end] = put("12 34 5.5 -6\n".repeat(10));
      expect([text.addText(begin, end), countIn(textLayout)]).toEqual([end, 40]);
      // The sum of the units holds the tens, too.
      const sums = new Int32Array(bytes.buffer, textLayout.SUMS, SUMS_LENGTH);
      expect(sums[UNITS]).toBe(10 * (12 + 34 + 5 - 6));
    },
  },
  objects: {
    wasm: objectsLayout.wasm,
    exports: objects,
    wrong: { setRows: WRONG_OBJECT_ROWS, addRows: wrongBytes(objectsLayout.SUMS, LONG_CALL_BYTES) },
    check() {
      new Uint8Array(bytes.buffer, KEYS, KEYS_BYTES).set([0x61]);
      writePlaces([0, 0, 0, 0, 1]);
      objects.setRows(1, 1, 1, true, false);
      const [begin, end] = put('{"a":7,"b":1}\n'.repeat(10));
      expect([objects.addRows(begin, end), countIn(objectsLayout)]).toEqual([end, 10]);
      expect(new Int32Array(bytes.buffer, objectsLayout.SUMS, SUMS_LENGTH)[UNITS]).toBe(70);
      writePlaces([0, 0, 0, 0, 1], [0, 0, 0, 0, 1], [0, 0, 2, 0, 1], [4, 0, 1, 0, 1]);
    },
  },
  csv: {
    wasm: csvLayout.wasm,
    exports: csv,
    wrong: {
      setRows: WRONG_CSV_ROWS,
      addRows: wrongBytes(csvLayout.SUMS),
      addListed: wrongListed(),
      clearKeys: [["no keys", 0]],
    },
    check() {
      pick(1);
      csv.setRows(2, 1, 0, COMMA, true, true);
      const [begin, end] = put('"x,y",7\n'.repeat(10));
      expect([csv.addRows(begin, end), countIn(csvLayout)]).toEqual([end, 10]);
      expect(new Int32Array(bytes.buffer, csvLayout.SUMS, SUMS_LENGTH)[UNITS]).toBe(70);
      pick(...Array.from({ length: MOST_PICKED - 2 }, (_, i) => 1 + i), 0, -1);
    },
  },
};

describe.each(Object.entries(KERNELS))("the %s kernel", (_name, { wasm, exports, wrong, check }) => {
  const functions = exports as Readonly<Record<string, (...args: number[]) => unknown>>;

  test("has no export with arguments but those that are called here, and nothing that can be set", () => {
    const described = WebAssembly.Module.exports(compiled(wasm));
    const withArguments = described.filter(
      ({ name, kind }) => kind === "function" && functions[name]!.length > 0,
    );
    expect(withArguments.map(({ name }) => name).toSorted()).toEqual(Object.keys(wrong).toSorted());
    for (const { name, kind } of described.filter((one) => one.kind !== "function")) {
      expect(kind).toBe("global");
      const global = functions[name] as unknown as WebAssembly.Global;
      expect(() => (global.value = 0)).toThrow(TypeError);
    }
  });

  test.each(Object.entries(wrong))("%s stops at whatever is wrong, with nothing changed", (name, calls) => {
    check();
    const before = bytes.slice();
    for (const [what, ...args] of calls) {
      expect([what, outcomeOf(() => functions[name]!(...args))]).toEqual([what, "RuntimeError: unreachable"]);
      check();
    }
    expect(Buffer.compare(bytes, before)).toBe(0);
  });
});

describe("a stop", () => {
  test("forgets what was added before it", () => {
    new Float64Array(bytes.buffer, CHUNK, 2048).fill(7);
    binary.addDoubles(CHUNK, 2048);
    expect(() => binary.addInt32(CHUNK + 4, 1)).toThrow(WebAssembly.RuntimeError);
    expect(binary.takeRounded()).toBe(-0);
  });

  test("comes of rows before it was said what they are like", () => {
    const [begin, end] = put("1,2\n".repeat(20));
    const unset = [kernelFrom<CsvExports>(csvLayout.wasm), kernelFrom<ObjectsExports>(objectsLayout.wasm)];
    for (const { addRows } of unset) expect(() => addRows(begin, end)).toThrow(WebAssembly.RuntimeError);
  });

  test.each(WRONG_PLACES)("comes of places with %s", (_what, places) => {
    writePlaces([0, 0, 0, 0, 1], [0, 0, 1, 0, 1]);
    expect(() => objects.setRows(2, 1, 2, true, false)).not.toThrow();
    writePlaces(...places);
    expect(() => objects.setRows(places.length, 1, 2, true, false)).toThrow(WebAssembly.RuntimeError);
  });

  test("comes of more listed rows than there is room for", () => {
    pick(1);
    csv.setRows(3, 1, 0, COMMA, false, true);
    const [begin, end] = put("[1]\n");
    expect(() => csv.addListed(begin, end, CALL_BYTES / 3 + 1, 1, 0)).toThrow(WebAssembly.RuntimeError);
    expect(() => csv.addListed(begin, end, -1, 1, 0)).toThrow(WebAssembly.RuntimeError);
  });

  test("comes of a key of the only field", () => {
    pick(0, 0);
    expect(() => csv.setRows(1, 1, 1, COMMA, true, true)).toThrow(WebAssembly.RuntimeError);
  });

  test("comes of keys that are forgotten before their sums are taken", () => {
    pick(1, 0);
    csv.setRows(2, 1, 1, COMMA, true, true);
    const [begin, end] = put("k,1\n".repeat(20));
    expect(csv.addRows(begin, end)).toBe(end);
    expect(() => csv.clearKeys(1)).toThrow(WebAssembly.RuntimeError);
    expect([csv.keys(), csv.touchedKeys(), csv.keptNumbers()]).toEqual([1, 1, 20]);
    csv.clearGroups();
    csv.clearKeys(1);
    expect(csv.keys()).toBe(0);
  });
});

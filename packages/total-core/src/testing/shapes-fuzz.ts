/** Random lines of objects, from a seed: a number at `a.b`, another one at `n`, a key at `k`. They have many shapes, which come and go as the kernel learns them. */
import { bytesOf } from "./recorder.js";
import { damaged, digits, type FuzzedSource, jsonNumber, pieceLengths, Random } from "./fuzzed-source.js";

/** A member of the objects. @returns it with its key, in a row */
type Member = (row: number) => string;

export function shapesFromSeed(seed: number): FuzzedSource {
  const random = new Random(seed);
  const count = random.integer(1, random.pick([3, 6, 24]));
  const picked = [numberMember(random), () => `"n":${random.integer(-9, 9)}.5`, keyMember(random)];
  const members = [...picked, ...Array.from({ length: count }, (_, i) => anyMember(random, i))];
  const orders = Array.from({ length: random.pick([1, 1, 2, 7]) }, () => shuffled(random, members));
  // From this row on another order may come each time.
  const isRandomFrom = random.pick([0, 300, 3000, 3000]);
  const missingShare = random.pick([0, 0, 0.01, 0.5]);
  const unusualShare = random.pick([0, 0, 0.002, 0.1]);
  const rows = random.integer(50, random.pick([400, 1200, 2500]));
  const lines = Array.from({ length: rows }, (_, row) => {
    if (random.chance(unusualShare)) return random.pick(UNUSUAL);
    const order = row < isRandomFrom ? random.pick(orders) : shuffled(random, members);
    const kept = order.filter((member) => picked.includes(member) || !random.chance(missingShare));
    return `{${kept.map((member) => member(row)).join(",")}}`;
  });
  return { bytes: damaged(random, bytesOf(lines.join("\n"))), lengths: pieceLengths(random) };
}

const UNUSUAL = [
  "",
  "{}",
  '{"a":{}}',
  '{"a":{"b":1,"b":2}}',
  '{"a":{"b":"x"}}',
  '{"a":{"b":"\\u0031"}}',
  '{"a":{"b":null}}',
  '{"a":{"b":1e400}}',
  '{"a":{"b":"1e3"}}',
  '{"a":{"b":1},"n":2,"k":"x"},',
  '{"a":{"b":3},"n":4,"k":"\\u0078"}',
  '{"a":5}',
  '{"a":[{"b":1},{"b":2}]}',
  ' {"a" : {"b" : 2.5 } } ',
];

function numberMember(random: Random): Member {
  const before = random.pick(["", "", '"c":"EUR",', '"c":"a text of more than thirty-two bytes",']);
  const after = random.pick(["", "", ',"d":[true,"x"]']);
  const literal = random.pick([
    () => `${random.integer(-99, 999_999)}.${digits(random, 2)}`,
    () => jsonNumber(random),
    () => `"${random.integer(0, 99)}"`,
    () => `${random.integer(0, 9)}${random.pick(["", "", "", "e2"])}`,
  ]);
  return () => `"a":{${before}"b":${literal()}${after}}`;
}

function keyMember(random: Random): Member {
  const keys = random.pick([
    ["x"],
    ["x", "y"],
    ["north", "south", "é", "", "a key of more than sixteen bytes"],
  ]);
  return () => `"k":"${random.pick(keys)}"`;
}

function anyMember(random: Random, index: number): Member {
  const key = random.pick([
    `k${index}`,
    `user_${index}`,
    `${digits(random, 1)}é${index}`,
    `a key of more than sixteen bytes ${index}`,
  ]);
  const changes = random.integer(0, 2000);
  const values: readonly ((row: number) => string)[] = [
    (row) => String(row),
    (row) => (row < changes ? "17" : "170"),
    (row) => (row < changes ? '"EUR"' : random.pick(['"EUR"', '"USD"', '"EURO"', '"EUR\\n"', "5"])),
    (row) => (row < changes ? "true" : random.pick(["true", "null", "false"])),
    (row) => `"u${row % 1000}"`,
    () => `["a",${random.pick(["", "", '"c",'])}"b"]`,
    () => `{"x":${jsonNumber(random)},"y":[${random.pick(["", "1", "1,[2]"])}]}`,
    () => `"${"long ".repeat(random.integer(0, 20))}${random.pick(["", "", '\\"', "\\u00e9"])}"`,
    (row) => (row % 2 === 0 ? "1.5e-7" : `0.${digits(random, 17)}`),
    (row) => `{"z${row % 40}":"${row}"}`,
  ];
  const value = random.pick(values);
  return (row) => `"${key}":${value(row)}`;
}

function shuffled<T>(random: Random, list: readonly T[]): T[] {
  const result = [...list];
  for (let left = result.length; left > 1; left--) {
    const index = random.integer(0, left - 1);
    [result[left - 1], result[index]] = [result[index]!, result[left - 1]!];
  }
  return result;
}

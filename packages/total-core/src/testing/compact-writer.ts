/** Writes Thrift's compact protocol, for structures that no proper writer would make. */

/** A value with its type. */
export interface Thrift {
  readonly type: number;
  readonly bytes: readonly number[];
}

export const i32 = (value: number | bigint): Thrift => ({ type: 5, bytes: zigzag(value) });
export const i64 = (value: number | bigint): Thrift => ({ type: 6, bytes: zigzag(value) });
export const boolean = (value: boolean): Thrift => ({ type: value ? 1 : 2, bytes: [] });
export const binary = (value: string | Uint8Array): Thrift => {
  const bytes = typeof value === "string" ? new TextEncoder().encode(value) : value;
  return { type: 8, bytes: [...varint(bytes.length), ...bytes] };
};

/** @param size what it says of how many there are */
export function list(elements: readonly Thrift[], size: number = elements.length): Thrift {
  const type = elements[0]?.type ?? 12;
  const head = size < 15 ? [(size << 4) | type] : [0xf0 | type, ...varint(size)];
  return { type: 9, bytes: [...head, ...elements.flatMap(({ bytes }) => bytes)] };
}

/** Fields by their ids; those that are undefined are left out. */
export function struct(fields: Readonly<Record<number, Thrift | undefined>>): Thrift {
  const bytes: number[] = [];
  let before = 0;
  for (const [id, field] of Object.entries(fields)) {
    if (field === undefined) continue;
    const step = Number(id) - before;
    if (step < 16) bytes.push((step << 4) | field.type);
    else bytes.push(field.type, ...zigzag(Number(id)));
    bytes.push(...field.bytes);
    before = Number(id);
  }
  return { type: 12, bytes: [...bytes, 0] };
}

export function varint(value: number | bigint): number[] {
  const bytes: number[] = [];
  let left = BigInt(value);
  for (; left >= 0x80n; left >>= 7n) bytes.push(Number(left & 0x7fn) | 0x80);
  return [...bytes, Number(left)];
}

export function zigzag(value: number | bigint): number[] {
  const integer = BigInt(value);
  return varint(integer >= 0n ? 2n * integer : -2n * integer - 1n);
}

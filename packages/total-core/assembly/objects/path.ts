/** The keys of the path that leads to the number of a row. */

// @ts-ignore: decorators are valid here
@inline
export const PATH_BYTES = 4096;

/** For each key its length, a u16, and its bytes. */
export const PATH: usize = memory.data(PATH_BYTES, 2);

/** How many there are; 0 where each row is a number itself. */
export let keys: i32 = 0;

export function setKeys(count: i32): void {
  keys = count;
}

/** Whether the key at that index stands from `start` to `end`. */
export function isKey(index: i32, start: usize, end: usize): bool {
  let key = PATH;
  for (let i = 0; i < index; i++) key += 2 + load<u16>(key);
  const length = usize(load<u16>(key));
  return end - start == length && memory.compare(start, key + 2, length) == 0;
}

/** The keys of the path that leads to the number of a row. */

// @ts-ignore: decorators are valid here
@inline
export const PATH_BYTES = 4096;

/** For each key its length, a u16, and its bytes. */
export const PATH: usize = memory.data(PATH_BYTES, 2);

/** Nobody has said yet what rows are like. */
// @ts-ignore: decorators are valid here
@inline
const NOT_SET = -1;

/** How many there are; 0 where each row is a number itself. */
export let keys: i32 = NOT_SET;

export function areSet(): bool {
  return keys != NOT_SET;
}

/** Whether there is room for so many, as long as they are. */
export function areInPath(count: i32): bool {
  if (count < 0) return false;
  let end: usize = 0;
  for (let i = 0; i < count; i++) {
    if (end + 2 > <usize>PATH_BYTES) return false;
    end += 2 + load<u16>(PATH + end);
  }
  return end <= <usize>PATH_BYTES;
}

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

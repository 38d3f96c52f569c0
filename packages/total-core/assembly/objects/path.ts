/** The path that leads to the number of a row. */

/** Each key of the path is kept as its length, a u16, and its bytes. */
export const LENGTH_BYTES = 2;
export const PATH_BYTES = 4096;
export const PATH: usize = memory.data(PATH_BYTES, 2);

/** How many keys the path has: 0 where each row is a number itself, -1 before {@link setKeys}. */
export let keys: i32 = -1;

export function areSet(): bool {
  return keys >= 0;
}

/** Whether `count` keys, of the lengths that are written there, end within the path. */
export function areInPath(count: i32): bool {
  if (count < 0) return false;
  let end: usize = 0;
  for (let i = 0; i < count; i++) {
    if (end + LENGTH_BYTES > <usize>PATH_BYTES) return false;
    end += LENGTH_BYTES + load<u16>(PATH + end);
  }
  return end <= <usize>PATH_BYTES;
}

/** Whether a row without the path counts as empty; otherwise it is not plain. */
export let skipsMissing: bool = false;

export function setKeys(count: i32, isMissingEmpty: bool): void {
  keys = count;
  skipsMissing = isMissingEmpty;
}

/** Whether the bytes from `start` to `end` are the key at that index. */
export function isKey(index: i32, start: usize, end: usize): bool {
  let key = PATH;
  for (let i = 0; i < index; i++) key += LENGTH_BYTES + load<u16>(key);
  const length = usize(load<u16>(key));
  return end - start == length && memory.compare(start, key + LENGTH_BYTES, length) == 0;
}

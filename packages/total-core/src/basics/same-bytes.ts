/** Whether `bytes` from `start` to `end` are the bytes of `other`. */
export function areBytes(other: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start !== other.length) return false;
  for (let i = 0; i < other.length; i++) {
    if (bytes[start + i] !== other[i]) return false;
  }
  return true;
}

/** Takes the place of `node:child_process` in the bundle. */
export function spawn() {
  throw new Error("dlg starts no other program");
}

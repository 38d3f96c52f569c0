/**
 * The line of a command's standard error that says what is wrong: what Node prints of an error that nobody caught begins with
 * where it was thrown.
 * @param {string} stderr
 */
export function complaint(stderr) {
  const lines = stderr.trim().split("\n");
  return lines.find((line) => /^\[?\w*Error/.test(line)) ?? lines[0] ?? "";
}

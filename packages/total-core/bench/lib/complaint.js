/**
 * The line of a command's standard error that says what is wrong. It need not be the first: Node prints the place of an uncaught error before the
 * error.
 * @param {string} stderr
 */
export function complaint(stderr) {
  const lines = stderr.trim().split("\n");
  return lines.find((line) => /^\[?\w*Error/.test(line)) ?? lines[0] ?? "";
}

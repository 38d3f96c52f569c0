/** What an import may add to a page. */
interface Size {
  readonly names: string;
  /** In gzip, of the bundled and minified code. */
  readonly mostBytes: number;
}

export const SIZES: readonly Size[] = [
  { names: "total", mostBytes: 12_000 },
  { names: "TotalError", mostBytes: 2000 },
  // All formats and their kernels, and the class Total, whose addAll() takes bytes in any of them.
  { names: "totalOf, streamNumbers", mostBytes: 72_000 },
];

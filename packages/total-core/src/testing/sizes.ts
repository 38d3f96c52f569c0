/** How much an import may add to a page. */
interface Size {
  readonly names: string;
  /** In gzip, of the bundled and minified code. */
  readonly mostBytes: number;
}

export const SIZES: readonly Size[] = [
  { names: "total", mostBytes: 12_000 },
  { names: "TotalError", mostBytes: 2000 },
  // It reads all formats. The kernels come with equip().
  { names: "totalOf, streamNumbers", mostBytes: 40_000 },
];

export interface Dropped {
  readonly files: readonly File[];
  /** The name of a folder among them. Browsers hand it over as a file that cannot be read. */
  readonly folder: string | undefined;
}

export function droppedFiles({ files, items }: Pick<DataTransfer, "files" | "items">): Dropped {
  const entries = Array.from(items, (item) => item.webkitGetAsEntry());
  return { files: Array.from(files), folder: entries.find((entry) => entry?.isDirectory)?.name };
}

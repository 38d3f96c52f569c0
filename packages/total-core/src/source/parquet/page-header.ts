import { BadStructure, CompactReader, type Field } from "./compact.js";

/** Types of pages, and of encodings, by their numbers in Parquet's thrift file. */
export const PAGE = { data: 0, index: 1, dictionary: 2, dataV2: 3 } as const;
export const ENCODING = {
  plain: 0,
  plainDictionary: 2,
  hybrid: 3,
  deltaBinaryPacked: 5,
  deltaLengthByteArray: 6,
  deltaByteArray: 7,
  dictionary: 8,
  byteStreamSplit: 9,
} as const;

export interface PageHeader {
  /** The length of the header itself. */
  readonly headerBytes: number;
  readonly type: number;
  /** Bytes of the page, decompressed and stored. */
  readonly size: number;
  readonly storedSize: number;
  readonly crc: number | undefined;
  /** `undefined` in index pages. */
  readonly content: PageContent | undefined;
}

export interface PageContent {
  /** How many values there are, nulls among them. */
  readonly values: number;
  readonly encoding: number;
  /** In version 1, how levels are encoded. */
  readonly levelEncodings: readonly number[];
  /** How many nulls there are, in version 2; 0 or -1 where the writer does not know. */
  readonly nulls: number;
  /** The bytes of levels in version 2; in version 1 the page itself tells them. */
  readonly definitionBytes: number;
  readonly repetitionBytes: number;
  readonly isCompressed: boolean;
}

/** @throws BadStructure */
export function readPageHeader(bytes: Uint8Array): PageHeader {
  const reader = new CompactReader(bytes);
  const integers = new Map<number, number>();
  let content: PageContent | undefined;
  for (const field of reader.fields()) {
    const { id, type } = field;
    if (id <= 4 && isInteger(field)) integers.set(id, reader.integer());
    else if (id === 5) content = dataContent(reader);
    else if (id === 7) content = dictionaryContent(reader);
    else if (id === 8) content = dataContentV2(reader);
    else reader.skip(type);
  }
  const [type, size, storedSize] = [1, 2, 3].map((id) => integers.get(id));
  if (!isCount(type) || !isCount(size) || !isCount(storedSize)) throw new BadStructure(false);
  return { headerBytes: reader.at, type, size, storedSize, crc: integers.get(4), content };
}

const NOTHING = {
  levelEncodings: [],
  nulls: 0,
  definitionBytes: 0,
  repetitionBytes: 0,
  isCompressed: true,
} satisfies Partial<PageContent>;

function dataContent(reader: CompactReader): PageContent {
  const [values, encoding, ...levelEncodings] = countsOf(reader, [1, 2, 3, 4]);
  return { ...NOTHING, values: values!, encoding: encoding!, levelEncodings };
}

function dictionaryContent(reader: CompactReader): PageContent {
  const [values, encoding] = countsOf(reader, [1, 2]);
  return { ...NOTHING, values: values!, encoding: encoding! };
}

function dataContentV2(reader: CompactReader): PageContent {
  let isCompressed = true;
  let nulls = 0;
  const [values, encoding, definitionBytes, repetitionBytes] = countsOf(reader, [1, 4, 5, 6], (field) => {
    if (field.id === 2 && isInteger(field)) nulls = reader.integer();
    else if (field.id === 7) isCompressed = reader.boolean(field);
    else return false;
    return true;
  });
  return {
    levelEncodings: [],
    values: values!,
    nulls,
    encoding: encoding!,
    definitionBytes: definitionBytes!,
    repetitionBytes: repetitionBytes!,
    isCompressed,
  };
}

/**
 * The fields of a struct that are counts, in the order of their ids. All have to be there.
 * @param take reads another field if it knows it; @returns whether it did
 */
function countsOf(
  reader: CompactReader,
  ids: readonly number[],
  take: (field: Field) => boolean = () => false,
): number[] {
  const counts = new Map<number, number>();
  for (const field of reader.fields()) {
    if (ids.includes(field.id) && isInteger(field)) counts.set(field.id, reader.integer());
    else if (!take(field)) reader.skip(field.type);
  }
  return ids.map((id) => {
    const count = counts.get(id);
    if (!isCount(count)) throw new BadStructure(false);
    return count;
  });
}

/** Whether a field is an integer of 16, 32 or 64 bits. */
function isInteger({ type }: Field): boolean {
  return type >= 4 && type <= 6;
}

function isCount(value: number | undefined): value is number {
  return value !== undefined && value >= 0 && value < 2 ** 31;
}

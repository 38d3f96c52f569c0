import { BadStructure, CompactReader, TYPE } from "./compact.js";

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

/** The fields of a struct by their ids: integers, booleans, and `undefined` for others. */
type Fields = ReadonlyMap<number, number | boolean | undefined>;

/** @throws BadStructure */
export function readPageHeader(bytes: Uint8Array): PageHeader {
  const reader = new CompactReader(bytes);
  let content: PageContent | undefined;
  const fields = fieldsOf(reader, (id) => {
    const contentOf = CONTENTS[id];
    if (contentOf !== undefined) content = contentOf(fieldsOf(reader));
    return contentOf !== undefined;
  });
  const [type, size, storedSize] = [1, 2, 3].map((id) => countIn(fields, id)) as [number, number, number];
  const crc = fields.get(4);
  return {
    headerBytes: reader.at,
    type,
    size,
    storedSize,
    crc: typeof crc === "number" ? crc : undefined,
    content,
  };
}

const NOTHING = {
  levelEncodings: [],
  nulls: 0,
  definitionBytes: 0,
  repetitionBytes: 0,
  isCompressed: true,
} satisfies Partial<PageContent>;

/** The contents of data pages, dictionaries and data pages of version 2, by their ids in the header. */
const CONTENTS: Readonly<Record<number, (fields: Fields) => PageContent>> = {
  5: (fields) => ({
    ...NOTHING,
    values: countIn(fields, 1),
    encoding: countIn(fields, 2),
    levelEncodings: [countIn(fields, 3), countIn(fields, 4)],
  }),
  7: (fields) => ({ ...NOTHING, values: countIn(fields, 1), encoding: countIn(fields, 2) }),
  8: (fields) => {
    const nulls = fields.get(2);
    const isCompressed = fields.has(7) ? fields.get(7) : true;
    if (typeof isCompressed !== "boolean") throw new BadStructure(false);
    return {
      ...NOTHING,
      values: countIn(fields, 1),
      nulls: typeof nulls === "number" ? nulls : 0,
      encoding: countIn(fields, 4),
      definitionBytes: countIn(fields, 5),
      repetitionBytes: countIn(fields, 6),
      isCompressed,
    };
  },
};

/** @param take reads the value of a field itself; @returns whether it did */
function fieldsOf(reader: CompactReader, take: (id: number) => boolean = () => false): Fields {
  const fields = new Map<number, number | boolean | undefined>();
  for (const field of reader.fields()) {
    const { id, type } = field;
    if (take(id)) continue;
    if (type === TYPE.true || type === TYPE.false) fields.set(id, reader.boolean(field));
    else if (type >= TYPE.i16 && type <= TYPE.i64) fields.set(id, reader.integer());
    else {
      fields.set(id, undefined);
      reader.skip(type);
    }
  }
  return fields;
}

function countIn(fields: Fields, id: number): number {
  const count = fields.get(id);
  if (typeof count === "number" && count >= 0 && count < 2 ** 31) return count;
  throw new BadStructure(false);
}

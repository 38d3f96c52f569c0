/**
 * The members that are read of the vectors and tables of Apache Arrow's packages in JavaScript, by its shape, so that none of them is needed here: `apache-arrow`, and
 * `@uwdata/flechette`, which calls two of the properties otherwise.
 */

/** The type of a vector's values. */
export interface ArrowType {
  /** As in the Arrow format (Schema.fbs), and -1 for the indices of a dictionary. */
  readonly typeId: number;
}

/** The type of the indices of a dictionary. */
export const DICTIONARY = -1;

/** A chunk of a vector. */
export interface ArrowData {
  /** How many values it has, nulls among them. */
  readonly length: number;
  /** How many of them are null, or a negative number where that is not known. */
  readonly nullCount: number;
}

/** A vector, or a column: `Vector`, `Column`. */
export interface ArrowVector {
  /** The type of its values. */
  readonly type: ArrowType;
  /** Its chunks. */
  readonly data: readonly ArrowData[];
  /** How many values it has, nulls among them. */
  readonly length: number;
}

/** A table or a record batch: `Table`, `RecordBatch`. */
export interface ArrowTable {
  /** Its columns. */
  readonly schema: {
    /** One for each column. */
    readonly fields: readonly {
      /** The name of the column. */
      readonly name: string;
    }[];
  };
  /** The vector of the column at an index. */
  getChildAt(index: number): unknown;
}

/** Further members of a type, by its kind. */
export interface TypeParts extends ArrowType {
  /** Integers and decimals have it. */
  readonly bitWidth?: number;
  /** Integers have it. */
  readonly isSigned?: boolean;
  readonly signed?: boolean;
  /** Floats have it: 0, 1 or 2 for 16, 32 or 64 bits. */
  readonly precision?: number;
  /** Decimals have it: each integer stands for itself × 10^-scale. */
  readonly scale?: number;
  /** Dictionaries have it: the type of the values that the indices lead to, and of the indices. */
  readonly dictionary?: TypeParts;
  readonly indices?: TypeParts;
}

/** Further members of a chunk. */
export interface DataParts extends ArrowData {
  /** The values of the chunk, from its first one on; there may be more. For dictionaries: the indices. */
  readonly values?: ArrayBufferView;
  /** A bit for each value, the least significant one of a byte first: 1 where it is no null. */
  readonly nullBitmap?: Uint8Array | null;
  readonly validity?: Uint8Array | null;
  /** How many bits stand before the first value's. */
  readonly offset?: number;
  /** Dictionaries have it. */
  readonly dictionary?: ArrowVector;
}

/** The type of the values, also where they stand in a dictionary. */
export function valueType(type: ArrowType): ArrowType {
  return type.typeId === DICTIONARY ? ((type as TypeParts).dictionary ?? type) : type;
}

export function isVector(value: unknown): value is ArrowVector {
  return isObject(value) && isObject(value["type"]) && Array.isArray(value["data"]);
}

export function isTable(value: unknown): value is ArrowTable {
  return isObject(value) && isObject(value["schema"]) && typeof value["getChildAt"] === "function";
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

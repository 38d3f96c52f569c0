import { TotalError } from "../contract/errors.js";
import { formatFromName } from "../contract/formats.js";
import type { Format } from "../contract/numbers-api.js";
import type { RandomAccess } from "../contract/parquet.js";
import { AddressAccess, openAddress, rangedContent } from "./address-access.js";
import { checkListed, stateOfFile } from "./listed-state.js";
import type { Reach } from "./reach.js";
import { sharedFile } from "./shared-file.js";
import type { ShardOptions, ShardPiece } from "./shard.js";
import { isAddress, pathOf } from "./source-name.js";

/** A source that is open to be read in pieces. */
export interface OpenSource {
  readonly access: RandomAccess;
  /** As far as it is told. */
  readonly format: Format | undefined;
}

/**
 * Opens the version of a source that was listed.
 * @param isKnown whether a shard before has seen how it begins, and its format
 * @returns `undefined` where it can only be read from its beginning
 * @throws TotalError SOURCE_CHANGED where it is another one by now; SOURCE_UNAVAILABLE, SOURCE_TIMEOUT
 */
export function openSource(
  piece: ShardPiece,
  options: ShardOptions,
  reach: Reach,
  isKnown: boolean,
): Promise<OpenSource | undefined> {
  if (!isAddress(piece.source)) return openedFile(piece, options, reach);
  return isKnown ? knownAddress(piece, options, reach) : openedAddress(piece, options, reach);
}

async function knownAddress(
  piece: ShardPiece,
  options: ShardOptions,
  reach: Reach,
): Promise<OpenSource | undefined> {
  const content = rangedContent(piece, options, reach);
  return (
    content && { access: new AddressAccess(content, new Uint8Array(0), reach.signal), format: undefined }
  );
}

async function openedFile(
  piece: ShardPiece,
  { format }: ShardOptions,
  { signal, folder }: Reach,
): Promise<OpenSource | undefined> {
  const name = piece.source;
  const access = await sharedFile(pathOf(name, { folder }), { name, signal });
  if (access === undefined) return undefined;
  try {
    checkListed(piece, stateOfFile(access.status));
  } catch (error) {
    await access.close();
    throw error;
  }
  return { access, format: format ?? formatFromName(name).format };
}

async function openedAddress(
  piece: ShardPiece,
  options: ShardOptions,
  reach: Reach,
): Promise<OpenSource | undefined> {
  try {
    const opened = await openAddress(piece, options, reach);
    if (opened === undefined) return undefined;
    const { access, told } = opened;
    const isCompressed = told.compression !== undefined && told.compression !== "none";
    // Where the bytes are not compressed, as will be seen, the format of the whole is theirs.
    return isCompressed ? undefined : { access, format: told.format };
  } catch (error) {
    // Reading it whole gives the error, with its place.
    if (error instanceof TotalError && error.code === "UNSUPPORTED") return undefined;
    throw error;
  }
}

import { listOf } from "@dlg/total-core/internal";
import type { ShardOptions } from "@dlg/total-core/node";
import { optionText } from "../command-line/format-options.js";

/** In the order of the help. */
const NAMES: readonly (keyof ShardOptions)[] = [
  "column",
  "field",
  "by",
  "skipMissing",
  "skipInvalid",
  "format",
  "header",
  "delimiter",
  "skipLines",
  "comment",
  "quotes",
  "thousands",
  "decimal",
  "money",
];

/** The words of the `dlg total` that shards were made for. */
export function totalWords(sources: readonly string[], options: ShardOptions): readonly string[] {
  return ["total", ...sources, ...NAMES.flatMap((name) => optionWords(name, options[name]))];
}

function optionWords(name: string, value: ShardOptions[keyof ShardOptions]): readonly string[] {
  if (value === undefined) return [];
  if (typeof value === "boolean") return [optionText(name, value)];
  return listOf<string | number>(value).flatMap((one) => [optionText(name, one), String(one)]);
}

import { hintInOptions } from "../contract/hint-words.js";
import { provideHintWords } from "../contract/hints.js";
import { provideBuffers } from "../contract/read-buffers.js";
import { binaryKernel } from "../kernel/binary.js";
import { readBuffers } from "../kernel/memory.js";
import { provideKernel } from "../sum/loaded-kernel.js";
import { feedCsv } from "./csv/feed.js";
import { provideFeeds } from "./feeds.js";
import { HINT_FINDER } from "./hint-finder.js";
import { provideHints } from "./hints.js";
import { feedJson } from "./json/feed.js";
import { feedText } from "./text/feed.js";

/** Gives the kernels to all decoders and sums, and to errors their `hints`. */
export function useKernels(): void {
  provideFeeds({ text: feedText, json: feedJson, csv: feedCsv });
  provideBuffers(readBuffers);
  provideKernel(binaryKernel);
  provideHints(HINT_FINDER);
  provideHintWords(hintInOptions);
}

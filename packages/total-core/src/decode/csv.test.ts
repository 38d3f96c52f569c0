import { runColumnCases } from "./csv-columns.cases.js";
import { runKeyCases } from "./csv-keys.cases.js";
import { runLaws } from "./csv-laws.cases.js";
import { runNumberCases } from "./csv-numbers.cases.js";
import { runStructureCases } from "./csv-structure.cases.js";
import { newCsvDecoder, newTsvDecoder } from "./csv.js";

const decoders = { csv: newCsvDecoder, tsv: newTsvDecoder };

runColumnCases("CSV", decoders);
runStructureCases("CSV", decoders);
runNumberCases("CSV", decoders);
runKeyCases("CSV", decoders);
runLaws("CSV", decoders, 500);

import { runColumnCases } from "./columns.cases.js";
import { runKeyCases } from "./keys.cases.js";
import { runLaws } from "./laws.cases.js";
import { runNumberCases } from "./numbers.cases.js";
import { runStructureCases } from "./structure.cases.js";
import { newCsvDecoder, newTsvDecoder } from "./new-reader.js";

const decoders = { csv: newCsvDecoder, tsv: newTsvDecoder };

runColumnCases("CSV", decoders);
runStructureCases("CSV", decoders);
runNumberCases("CSV", decoders);
runKeyCases("CSV", decoders);
runLaws("CSV", decoders, 500);

import { runBeginningCases } from "./beginning.cases.js";
import { runColumnCases } from "./columns.cases.js";
import { runKeyCases } from "./keys.cases.js";
import { runLaws } from "./laws.cases.js";
import { runNumberCases } from "./numbers.cases.js";
import { runSeveralCases } from "./several.cases.js";
import { runStructureCases } from "./structure.cases.js";
import { newCsvReader, newTsvReader } from "../../testing/readers.js";

const decoders = { csv: newCsvReader, tsv: newTsvReader };

runBeginningCases("CSV", decoders);
runColumnCases("CSV", decoders);
runStructureCases("CSV", decoders);
runNumberCases("CSV", decoders);
runKeyCases("CSV", decoders);
runLaws("CSV", decoders, 500);
runSeveralCases("CSV", decoders, { times: 1, numRuns: 100 });

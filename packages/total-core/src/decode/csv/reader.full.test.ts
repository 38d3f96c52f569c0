import { runLaws } from "./laws.cases.js";
import { newCsvDecoder, newTsvDecoder } from "./new-reader.js";

runLaws("CSV, at length", { csv: newCsvDecoder, tsv: newTsvDecoder }, 20_000);

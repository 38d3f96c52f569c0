import { runLaws } from "./csv-laws.cases.js";
import { newCsvDecoder, newTsvDecoder } from "./csv.js";

runLaws("CSV, at length", { csv: newCsvDecoder, tsv: newTsvDecoder }, 20_000);

import { runLaws } from "./laws.cases.js";
import { newCsvReader, newTsvReader } from "../../testing/readers.js";

runLaws("CSV, at length", { csv: newCsvReader, tsv: newTsvReader }, 20_000);

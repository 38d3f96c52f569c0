import { runEngineFuzz } from "./engine-fuzz.cases.js";
import { typescriptEngine } from "./engine.js";

runEngineFuzz("TypeScript", typescriptEngine);

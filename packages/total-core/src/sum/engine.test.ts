import { runEngineCases } from "./engine.cases.js";
import { typescriptEngine } from "./engine.js";

runEngineCases("TypeScript", typescriptEngine);

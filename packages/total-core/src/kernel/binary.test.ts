import { runEngineCases } from "../sum/engine.cases.js";
import { binaryKernel } from "./binary.js";

runEngineCases("kernel", binaryKernel()!);

import { describeContract } from "./node.cases.js";

describeContract("with WebAssembly");

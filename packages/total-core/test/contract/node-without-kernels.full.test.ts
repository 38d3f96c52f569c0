import { vi } from "vitest";
import { describeContract } from "./node.cases.js";

// Before the package is loaded; a test file has a process of its own. Node's fetch asks for the rest of it.
const without = { Memory: { value: undefined }, Module: { value: undefined } };
vi.stubGlobal("WebAssembly", Object.create(WebAssembly, without));

describeContract("without WebAssembly");

import { interleavingCases } from "../testing/interleaving.cases.js";

interleavingCases(10, false);

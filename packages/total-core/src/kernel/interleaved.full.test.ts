import { interleavingCases } from "../testing/interleaving.cases.js";

interleavingCases(300, true);

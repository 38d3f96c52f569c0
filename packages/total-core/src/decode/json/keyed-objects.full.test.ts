import { keyedObjectsCases } from "./keyed-objects.cases.js";

keyedObjectsCases(1500);

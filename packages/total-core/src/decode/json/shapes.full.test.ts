import { shapesCases } from "./shapes.cases.js";

shapesCases(1500);

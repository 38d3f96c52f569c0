import { runOtherDialects } from "./other-dialects.cases.js";

runOtherDialects(100);

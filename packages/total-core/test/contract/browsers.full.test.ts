import { describeInBrowsers, resultIn } from "../../src/testing/browsers.js";
import { newAnswers } from "./answers.js";
import type { Runtime } from "./case.js";
import { describeOutcomes } from "./outcomes.cases.js";
import type { Found } from "./script.js";

describeInBrowsers("the contract", (browser) => {
  describeOutcomes(browser.name as Runtime, async (script, { runtime, otherOrigin }) => {
    const world = `{ runtime: "${runtime}", otherOrigin: "${otherOrigin}", origin: location.origin }`;
    const module = `${script}; globalThis.result = inBothModes(${world});`;
    return (await resultIn(browser, module, newAnswers())) as Found;
  });
});

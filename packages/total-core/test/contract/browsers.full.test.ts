import type { RequestListener } from "node:http";
import { describeInBrowsers, resultIn } from "../../src/testing/browsers.js";
import { newAnswers } from "./answers.js";
import type { Runtime } from "./case.js";
import { describeOutcomes } from "./outcomes.cases.js";
import type { Found } from "./script.js";

describeInBrowsers("the contract", (browser) => {
  describeOutcomes(browser.name as Runtime, async (script, { runtime, otherOrigin }) => {
    const world = `{ runtime: "${runtime}", otherOrigin: "${otherOrigin}", origin: location.origin }`;
    const tell = `(name) => navigator.sendBeacon("/begun?" + encodeURIComponent(name))`;
    const module = `${script}; globalThis.result = inBothModes(${world}, ${tell});`;
    let begun = "none";
    const answers = newAnswers();
    const listener: RequestListener = (request, response) => {
      const [path, query = ""] = request.url!.split("?");
      if (path !== "/begun") return answers(request, response);
      begun = decodeURIComponent(query);
      response.writeHead(204).end();
    };
    try {
      return (await resultIn(browser, module, listener)) as Found;
    } catch (cause) {
      throw new Error(`${String(cause)}, in or behind the case "${begun}"`, { cause });
    }
  });
});

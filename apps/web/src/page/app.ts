/** The page: what it is at, and what follows from what the user does and the worker answers. */
import type { Answer, Fault, Look, Printing, Reading, Request, Result } from "../protocol.js";
import { faultText, faultTitle } from "../words/fault-text.js";
import { counted } from "../words/quantities.js";
import { hideAnswer, listenToAnswer, showAnswer, showPrinted, showSoFar } from "./answer.js";
import { chosen } from "./chosen.js";
import { hideFault, showFault } from "./fault.js";
import { ask, hideReading, listenToReading, showReading } from "./reading.js";
import { hideProgress, listenToCancel, showCancelled, showProgress } from "./running.js";
import { listenToSources } from "./sources.js";
import { say, sayAtOnce } from "./spoken.js";
import { hideTables, listenToTables, saveTable, showTables } from "./tables.js";

/** Work that is done sooner shows no progress, which would only flicker. */
const PATIENCE_MS = 200;

export function startApp(worker: Worker): void {
  let files: readonly File[] = [];
  let isTyped = true;
  let reading: Reading = {};
  let looked: Look | undefined;
  let printing: Printing = { places: undefined, order: "seen" };
  /** Answers to earlier ones come too late. */
  let run = 0;

  // eslint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no other origin to name
  const send = (request: Request): void => worker.postMessage(request);
  const size = (): number => files.reduce((sum, file) => sum + file.size, 0);

  const begin = (): void => {
    run++;
    // Under somebody who types it stays until there is another one: it would flicker.
    if (!isTyped || files.length === 0) hideOutcome();
    if (files.length > 0) send({ kind: "look", run, files, reading });
    else {
      hideReading();
      send({ kind: "cancel", run });
    }
  };

  const change = (changed: Reading): void => {
    reading = { ...reading, ...changed };
    begin();
  };

  const fail = (fault: Fault): void => {
    hideOutcome();
    showFault(fault, reading, change);
    const text = `${faultTitle(fault)}: ${faultText(fault)}`;
    // A number that is being typed is wrong until its end.
    if (isTyped) say(text);
    else sayAtOnce(text);
  };

  const total = (look: Look): void => {
    looked = look;
    const { reading: wanted, missing } = chosen(look, reading);
    showReading(look, wanted, { isTyped, onChange: change });
    if (missing === undefined) {
      send({ kind: "total", run, files, reading: wanted, printing });
      return;
    }
    hideOutcome();
    ask(missing, { isTyped });
    say(`Choose the ${missing} to add up.`);
  };

  /** `Total of amount` */
  const heading = (): string => {
    if (looked === undefined) return "Total";
    const { column, field } = chosen(looked, reading).reading;
    const name = looked.columns.length > 1 ? column : field;
    return name === undefined ? "Total" : `Total of ${typeof name === "number" ? `column ${name}` : name}`;
  };

  /** `Total of amount: 0.3.` */
  const answered = ({ total: { digits } }: Result): string => `${heading()}: ${digits}.`;

  const keyName = (): string | undefined => {
    const { by } = reading;
    return typeof by === "number" ? `column ${by}` : by;
  };

  const take = (answer: Answer): void => {
    if (answer.run !== run) return;
    switch (answer.kind) {
      case "looked":
        total(answer.look);
        break;
      case "progress":
        if (answer.progress.elapsedMs < PATIENCE_MS) break;
        showProgress(answer.progress, size());
        if (answer.progress.digits !== undefined) showSoFar(answer.progress.digits, `${heading()} so far`);
        break;
      case "totalled":
        hideOutcome();
        showAnswer(answer.result.total, { ...answer, heading: heading() });
        showTables(answer.result, keyName());
        say(`${answered(answer.result)} ${counted(answer.counts.count, "number")}.${keysOf(answer.result)}`);
        break;
      case "printed":
        if (showPrinted(answer.result.total)) say(answered(answer.result));
        showTables(answer.result, keyName());
        break;
      case "table":
        saveTable(answer.table);
        break;
      case "failed":
        fail(answer.fault);
        break;
      case "cancelled":
        hideOutcome();
        if (files.length > 0) showCancelled();
        break;
    }
  };

  const print = (changed: Partial<Printing>): void => {
    printing = { ...printing, ...changed };
    send({ kind: "print", run, printing });
  };

  worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => take(data));
  worker.addEventListener("error", ({ message }) => fail(ownFault(message)));
  listenToSources({
    onText(text) {
      const isEmpty = text.trim() === "";
      if (!isTyped || isEmpty) reading = {};
      isTyped = true;
      files = isEmpty ? [] : [new File([text], "")];
      begin();
    },
    onFiles(chosenFiles) {
      isTyped = false;
      reading = {};
      files = chosenFiles;
      begin();
    },
    onFolder(name) {
      run++;
      send({ kind: "cancel", run });
      const expected = "files, which may be dropped together";
      fail({
        code: "UNSUPPORTED",
        place: { source: name },
        expected,
        got: "a folder",
        hints: [],
        excerpt: [],
      });
    },
    onClear() {
      isTyped = true;
      reading = {};
      files = [];
      begin();
      say("Ready for other numbers.");
    },
  });
  listenToReading(change);
  listenToCancel({
    onCancel() {
      send({ kind: "cancel", run });
      say("Cancelled.");
    },
    onAgain: begin,
  });
  listenToAnswer((places) => print({ places }));
  listenToTables({
    onOrder: (order) => print({ order }),
    onDownload: () => send({ kind: "table", run, printing }),
  });
}

function hideOutcome(): void {
  hideProgress();
  hideFault();
  hideAnswer();
  hideTables();
}

function ownFault(message: string): Fault {
  return { code: undefined, place: {}, expected: "", got: message, hints: [], excerpt: [] };
}

/** ` 2 keys.`, where there are groups */
function keysOf({ groups, groupCount }: Result): string {
  return groups === undefined ? "" : ` ${counted(groupCount, "key")}.`;
}

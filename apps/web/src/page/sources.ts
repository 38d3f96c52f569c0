/** Where the numbers come from: typed, pasted, dropped or chosen. */
import { byteSize } from "../words/quantities.js";
import { droppedFiles } from "./dropped.js";
import { byId, element } from "./elements.js";

const text = byId("text", HTMLTextAreaElement);
const typed = byId("typed", HTMLElement);
const list = byId("files", HTMLElement);
const chooser = byId("chooser", HTMLInputElement);
const choose = byId("choose", HTMLButtonElement);
const clear = byId("clear", HTMLButtonElement);
const ways = byId("ways", HTMLElement);

/** A pause in typing after which the total is made. */
const PAUSE_MS = 250;

/** A longer text would make the text area slow; it is taken as a file is. */
const MOST_TYPED = 1_000_000;

export interface SourcesListener {
  /** The text has changed; the empty one is no numbers at all. */
  onText(text: string): void;
  onFiles(files: readonly File[]): void;
  /** A folder was dropped, whose name this is. */
  onFolder(name: string): void;
  onClear(): void;
}

export function listenToSources({ onText, onFiles, onFolder, onClear }: SourcesListener): void {
  let pause: number | undefined;
  const showFiles = (files: readonly File[]): void => {
    clearTimeout(pause);
    list.replaceChildren(...files.map(fileItem));
    setFilled(files.length > 0);
  };
  const openFiles = (files: readonly File[]): void => {
    if (files.length === 0) return;
    text.value = "";
    showFiles(files);
    onFiles(files);
  };
  const openText = (given: string): void => {
    if (given.length > MOST_TYPED) {
      openFiles([new File([given], "")]);
      return;
    }
    showFiles([]);
    text.value = given;
    onText(given);
  };

  text.addEventListener("input", () => {
    clearTimeout(pause);
    pause = window.setTimeout(() => onText(text.value), PAUSE_MS);
  });
  choose.addEventListener("click", () => chooser.click());
  chooser.addEventListener("change", () => {
    const files = Array.from(chooser.files ?? []);
    // So that the same file can be chosen again.
    chooser.value = "";
    openFiles(files);
  });
  clear.addEventListener("click", () => {
    showFiles([]);
    onClear();
    text.focus();
  });
  document.addEventListener("paste", (event) => {
    const data = event.clipboardData;
    const files = Array.from(data?.files ?? []);
    const pasted = data?.getData("text/plain") ?? "";
    const isForText = event.target === text || !(event.target instanceof HTMLInputElement);
    if (files.length > 0) openFiles(files);
    else if (!isForText || (event.target === text && pasted.length <= MOST_TYPED)) return;
    else openText(pasted);
    event.preventDefault();
  });
  listenToDrops((data) => {
    const { files, folder } = droppedFiles(data);
    if (folder !== undefined) onFolder(folder);
    else if (files.length > 0) openFiles(files);
    else if (data.getData("text/plain") !== "") openText(data.getData("text/plain"));
  });
}

function setFilled(hasFiles: boolean): void {
  typed.hidden = hasFiles;
  ways.hidden = hasFiles;
  list.hidden = !hasFiles;
  clear.hidden = !hasFiles;
}

function fileItem({ name, size }: File): HTMLLIElement {
  const label = name === "" ? "pasted numbers" : name;
  return element("li", {}, element("span", { className: "name" }, label), " ", byteSize(size));
}

function listenToDrops(onDrop: (data: DataTransfer) => void): void {
  document.addEventListener("dragenter", () => setDragging(true));
  // Events come from each element that the pointer crosses; of the last one it goes to none.
  document.addEventListener("dragleave", ({ relatedTarget }) => setDragging(relatedTarget !== null));
  // Without it, a browser opens the file.
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    setDragging(false);
    if (event.dataTransfer !== null) onDrop(event.dataTransfer);
  });
}

function setDragging(isDragging: boolean): void {
  document.body.classList.toggle("dragging", isDragging);
}

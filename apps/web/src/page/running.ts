/** How far a total has come. */
import type { Progress } from "../protocol.js";
import { byteSize, counted, duration, rate } from "../words/quantities.js";
import { byId } from "./elements.js";

const section = byId("running", HTMLElement);
const bar = byId("progress", HTMLProgressElement);
const text = byId("progress-text", HTMLElement);
const cancel = byId("cancel", HTMLButtonElement);
const again = byId("again", HTMLButtonElement);

export function listenToCancel({
  onCancel,
  onAgain,
}: {
  readonly onCancel: () => void;
  readonly onAgain: () => void;
}): void {
  cancel.addEventListener("click", onCancel);
  again.addEventListener("click", onAgain);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !section.hidden && !cancel.hidden) onCancel();
  });
}

export function showProgress({ count, stored, elapsedMs }: Progress, size: number): void {
  bar.max = Math.max(size, 1);
  bar.value = stored;
  const leftMs = stored === 0 ? undefined : ((size - stored) / stored) * elapsedMs;
  const parts = [
    counted(count, "number"),
    `${byteSize(stored)} of ${byteSize(size)}`,
    rate(stored, elapsedMs),
    leftMs === undefined || leftMs < 1000 ? undefined : `${duration(leftMs)} left`,
  ];
  text.textContent = parts.filter((part) => part !== undefined).join(" · ");
  show({ isCancelled: false });
}

export function showCancelled(): void {
  text.textContent = "Cancelled.";
  show({ isCancelled: true });
  again.focus();
}

function show({ isCancelled }: { readonly isCancelled: boolean }): void {
  bar.hidden = isCancelled;
  cancel.hidden = isCancelled;
  again.hidden = !isCancelled;
  section.hidden = false;
}

export function hideProgress(): void {
  section.hidden = true;
}

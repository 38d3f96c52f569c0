/** `@dlg/total-core` in Node, and in bundles for it: they have everything, and nothing has to be asked for. */
import { equip } from "./equip.js";

export * from "./index.js";

equip();

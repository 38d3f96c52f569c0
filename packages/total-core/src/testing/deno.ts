import { createRequire } from "node:module";

const { runInstall } = createRequire(import.meta.url)("deno/install_api.cjs") as { runInstall(): string };

/** Deno itself, not the script that starts it: that would be ended alone. */
export const DENO: string = runInstall();

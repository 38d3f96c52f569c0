import { startApp } from "./page/app.js";

startApp(new Worker(new URL("./worker/worker.ts", import.meta.url), { type: "module" }));

import type { ViteUserConfig } from "vitest/config";

/** For `npm run dev`: the fast tests of all packages in one watch. */
const config: ViteUserConfig = { test: { projects: ["packages/*", "apps/*"] } };

export default config;

import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** The unit tests of `npm run mutate`: those of the rules and of their tables. */
export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL("../..", import.meta.url)) } },
  test: {
    include: ["{server,db}/**/*.test.ts"],
    exclude: ["**/*.integration.test.ts", "node_modules/**"],
  },
});

import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** The unit tests that `npm run mutate` asks: those of the rules, and of the tables they are fed with. */
export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL("../..", import.meta.url)) } },
  test: {
    include: ["{server,db}/**/*.test.ts"],
    exclude: ["**/*.integration.test.ts", "node_modules/**"],
  },
});

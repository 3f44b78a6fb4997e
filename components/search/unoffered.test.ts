import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const folder = path.resolve(import.meta.dirname, "../../messages");
const files = fs
  .readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((f) => f.endsWith(".json"));

test.each(files)("%s offers no change of flights, since bookings cannot be changed", (file) => {
  const text = fs.readFileSync(path.join(folder, file), "utf8");
  expect(text).not.toMatch(/변경 ?수수료|변경 무료|change fees?\b|free changes?\b/i);
});

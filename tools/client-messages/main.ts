import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { ROOT } from "@/tools/root";
import { type NeededMessages, neededMessages } from "./needed-messages";
import { unsentMessages } from "./unsent-messages";

/** `npm run client-messages`: each page sends the messages that its client components read. `-- --write` notes them. */
const FILE = path.join(ROOT, "i18n/client-messages.json");

const needed = neededMessages();
const text = JSON.stringify(withoutEmpty(needed));
if (process.argv.includes("--write")) {
  fs.writeFileSync(FILE, text);
  execFileSync(process.execPath, [
    path.join(ROOT, "node_modules/@biomejs/biome/bin/biome"),
    "format",
    "--write",
    FILE,
  ]);
}
const findings = [
  ...(JSON.stringify(JSON.parse(fs.readFileSync(FILE, "utf8"))) === text
    ? []
    : ["i18n/client-messages.json is not what the code reads: npm run client-messages -- --write"]),
  ...unsentMessages(ROOT, needed),
];
for (const finding of findings) console.error(finding);
if (findings.length > 0) process.exitCode = 1;
else
  console.log(`${Object.keys(needed).length} pages and layouts: each sends what its client components read`);

function withoutEmpty(all: NeededMessages): NeededMessages {
  return Object.fromEntries(Object.entries(all).filter(([, messages]) => messages.length > 0));
}

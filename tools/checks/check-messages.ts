import fs from "node:fs";
import path from "node:path";
import { ROOT } from "@/tools/root";
import { compareMessages, type Messages } from "./messages";

/** `npm run messages`: Korean and English say the same things, namespace by namespace. */
const FOLDER = path.join(ROOT, "messages");

const namespacesOf = (locale: string) =>
  fs
    .readdirSync(path.join(FOLDER, locale))
    .filter((file) => file.endsWith(".json"))
    .sort();
const read = (locale: string, file: string): Messages =>
  JSON.parse(fs.readFileSync(path.join(FOLDER, locale, file), "utf8")) as Messages;

const korean = namespacesOf("ko");
const english = namespacesOf("en");
const problems = [
  ...korean.filter((file) => !english.includes(file)).map((file) => `en/${file} is missing`),
  ...english.filter((file) => !korean.includes(file)).map((file) => `ko/${file} is missing`),
  ...korean
    .filter((file) => english.includes(file))
    .flatMap((file) =>
      compareMessages(read("ko", file), read("en", file)).map((problem) => `${file}: ${problem}`),
    ),
];
if (korean.length === 0) problems.push("there are no messages at all");

for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
console.log(`${korean.length} namespaces: Korean and English agree`);

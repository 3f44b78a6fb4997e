import fs from "node:fs";
import path from "node:path";
import type { ApiExamples } from "@/app/_lib/rest/document";
import { ROOT } from "@/tools/root";

/** Requests that tests made, with the real answers: a contract with the clients of the API, and the examples of its document. */
const FOLDER = path.join(ROOT, "tools/contracts/examples/api");

const fileOf = (operation: string) => path.join(FOLDER, `${operation}.json`);

/** The examples by the ids of their operations. */
export const apiExamples = (): ApiExamples =>
  Object.fromEntries(
    fs
      .readdirSync(FOLDER)
      .sort()
      .map((file) => [
        path.basename(file, ".json"),
        JSON.parse(fs.readFileSync(path.join(FOLDER, file), "utf8")),
      ]),
  );

/**
 * Keeps an example of an operation that has none, when `API_EXAMPLES=write` asks for it. An example that is kept is not
 * written again: clients were made for it.
 */
export function keepExample(operation: string, example: ApiExamples[string]): void {
  if (process.env.API_EXAMPLES !== "write" || fs.existsSync(fileOf(operation))) return;
  fs.mkdirSync(FOLDER, { recursive: true });
  fs.writeFileSync(fileOf(operation), `${JSON.stringify(example, null, 2)}\n`);
}

import fs from "node:fs";
import path from "node:path";
import { ROOT } from "@/tools/root";
import { publishedEvents, publishedSchema } from "./event-contracts";
import { eventExamples, exampleFileOf, uncovered } from "./event-examples";
import { makeExamples } from "./make-examples";

/**
 * Writes examples of each event that has a field, or a value of a closed list, which no example has yet: the first file of an
 * event, or one more with the given label. A file that is there is never changed.
 *
 * @returns the files that were written.
 */
export async function writeMissingExamples(label: string): Promise<string[]> {
  const known = eventExamples();
  const written: string[] = [];
  for (const event of await publishedEvents()) {
    const own = known.filter(({ name, version }) => name === event.name && version === event.version);
    const schema = publishedSchema(event);
    const missing = uncovered(
      schema,
      own.flatMap(({ examples }) => examples),
    );
    if (missing.length === 0) continue;
    const file = exampleFileOf(event, own.length > 0 ? label : "");
    const target = path.join(ROOT, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, `${JSON.stringify({ examples: makeExamples(schema) }, null, 2)}\n`, {
      flag: "wx",
    });
    written.push(file);
  }
  return written;
}

import { execFileSync } from "node:child_process";
import { beforeAll, describe, expect, test } from "vitest";
import type { EventDefinition } from "@/server/shared/events";
import { ROOT } from "@/tools/root";
import { type EventContract, eventContracts, publishedEvents, publishedSchema } from "./event-contracts";
import { EXAMPLES_FOLDER, eventExamples, uncovered } from "./event-examples";
import { makeExamples } from "./make-examples";

const files = eventExamples();
let contracts: EventContract[];
let published: EventDefinition[];
beforeAll(async () => {
  [contracts, published] = await Promise.all([eventContracts(), publishedEvents()]);
});

/** The paths that git names; null where there is no repository, for example in an archive of the source. */
function git(...args: string[]): string[] | null {
  try {
    const output = execFileSync("git", args, {
      cwd: ROOT,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return output.split("\n").filter(Boolean);
  } catch {
    return null;
  }
}
const isRepository = git("rev-parse", "--git-dir") !== null;

describe("examples of events", () => {
  test("have every field and every value that the publisher may record now: later they are the older events", () => {
    for (const event of published) {
      const own = files.filter(({ name, version }) => name === event.name && version === event.version);
      const missing = uncovered(
        publishedSchema(event),
        own.flatMap(({ examples }) => examples),
      );
      expect(missing, `${event.name}: run npm run contracts -- --examples <label>`).toEqual([]);
    }
  });

  test("of every release are still events of their publisher", () => {
    for (const { file, name, version, examples } of files) {
      const event = published.find((each) => each.name === name && each.version === version);
      expect(
        event,
        `${file}: nobody publishes it any more, but the outbox may keep it for a year`,
      ).toBeDefined();
      for (const example of examples) expect(event?.data.safeParse(example).error, file).toBeUndefined();
    }
  });

  test("of every release are still taken by each of their readers", () => {
    let taken = 0;
    for (const { reader, event } of contracts)
      for (const { file, name, version, examples } of files) {
        if (name !== event.name || version !== event.version) continue;
        for (const example of examples) {
          expect(event.data.safeParse(example).error, `${reader}: ${file}`).toBeUndefined();
          taken += 1;
        }
      }
    expect(taken).toBeGreaterThan(contracts.length);
  });

  test.skipIf(!isRepository)("are only added: no commit changes, renames or removes one", () => {
    const before = git(
      "log",
      "--no-renames",
      "--diff-filter=DMT",
      "--format=",
      "--name-only",
      "--",
      EXAMPLES_FOLDER,
    );
    const now = git(
      "diff",
      "--no-renames",
      "--diff-filter=DMT",
      "--name-only",
      "HEAD",
      "--",
      EXAMPLES_FOLDER,
    );
    expect({ before, now }).toEqual({ before: [], now: [] });
  });
});

describe("the coverage of examples", () => {
  const schema = {
    type: "object",
    properties: {
      cause: { type: "string", enum: ["A", "B", "C"] },
      note: { type: ["string", "null"] },
      legs: { type: "array", items: { type: "object", properties: { seat: { type: "string" } } } },
    },
    required: ["cause"],
  };

  test("misses a field, a value and null", () => {
    expect(uncovered(schema, [{ cause: "A", legs: [{}] }])).toEqual([
      ...['cause "B"', 'cause "C"', "note", "note null", "legs[].seat"],
    ]);
  });

  test("is whole for the examples that are made of a schema", () => {
    expect(uncovered(schema, makeExamples({ ...schema, required: ["cause", "note"] }))).toEqual([]);
  });
});

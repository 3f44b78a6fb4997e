import { expect, test } from "vitest";
import { unguardedReads } from "./reads";

const queries = (text: string) => ({ path: "server/trip/queries.ts", text });
const guarded = `export async function trips(ctx: RequestContext) {\n  requireMember(ctx.actor);\n}`;

test("a read that takes ctx first and uses it passes", () => {
  expect(unguardedReads([queries(guarded)])).toEqual([]);
});

test.each([
  ["without ctx", "export async function trips(memberId: string) {}", "does not take ctx first"],
  ["that ignores ctx", "export function trips(ctx: RequestContext) { return all(); }", "never looks at it"],
  ["as an arrow without ctx", "export const trips = (id: string) => read(id);", "does not take ctx first"],
  [
    "inside a wrapper",
    "export const trips = cache(async (id: string) => read(id));",
    "does not take ctx first",
  ],
  ["that is public without a reason", "/** @public */\nexport function trips() {}", "without a reason"],
  ["from a file that is not there", 'export { trips } from "./nowhere";', "cannot read"],
  [
    "in a list of exports",
    "const trips = (id: string) => read(id);\nexport { trips };",
    "does not take ctx first",
  ],
  ["of a list, unknown here", 'import trips from "pg";\nexport { trips };', "cannot read"],
  ["that is a whole file not there", 'export * from "./nowhere";', "cannot read"],
  ["in a namespace", 'export * as trips from "./trips-view";', "cannot read"],
  ["by default", "export default trips;", "cannot read"],
])("a read %s is found", (_, text, problem) => {
  expect(unguardedReads([queries(text)]).join()).toContain(problem);
});

test("a public read says why", () => {
  const text =
    "/** Airports to choose from. @public on sale to everybody */\nexport const airports = () => all();";
  expect(unguardedReads([queries(text)])).toEqual([]);
});

test("a read is followed to the file that declares it, under its own name there", () => {
  const door = queries(
    'export { read as trips } from "./views/trips-view";\nexport type { Trip } from "./schemas";',
  );
  const view = (text: string) => ({ path: "server/trip/views/trips-view.ts", text });
  expect(unguardedReads([door, view(guarded.replace("trips", "read"))])).toEqual([]);
  expect(unguardedReads([door, view("export const read = () => all();")])).toEqual([
    "server/trip/queries.ts: trips does not take ctx first: nobody is asked who reads",
  ]);
});

test.each([
  ['export * from "./views/trips-view";', "read"],
  ['import { read } from "./views/trips-view";\nexport { read as trips };', "trips"],
  ['export { read } from "./views";', "read"],
])("a read is followed through %s", (text, name) => {
  const files = (view: string) => [
    queries(text),
    { path: "server/trip/views.ts", text: 'export { read } from "./views/trips-view";' },
    { path: "server/trip/views/trips-view.ts", text: view },
  ];
  expect(unguardedReads(files(guarded.replace("trips", "read")))).toEqual([]);
  expect(unguardedReads(files("export const read = () => all();"))).toEqual([
    `server/trip/queries.ts: ${name} does not take ctx first: nobody is asked who reads`,
  ]);
});

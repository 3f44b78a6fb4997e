import { expect, it } from "vitest";
import { readEventRequest } from "./event-request";

const read = (body: unknown) => readEventRequest(Buffer.from(JSON.stringify(body)), undefined);

it("reads one event or a list, and makes ids for those that have none", () => {
  const before = Date.now();
  const { events, ids, problem } = read([
    { name: "a/b", data: { n: 1 } },
    { name: "a/b", id: "own", ts: 1_800_000_000_000, user: { x: 1 }, v: "2" },
  ]);
  expect(problem).toBeNull();
  expect(ids).toHaveLength(2);
  expect(events[0]).toMatchObject({ key: ids[0], hasOwnId: false, event: { id: ids[0], data: { n: 1 } } });
  expect(events[0]?.event.ts).toBeGreaterThanOrEqual(before);
  expect(events[1]).toEqual({
    key: "own",
    hasOwnId: true,
    event: { id: "own", name: "a/b", data: {}, ts: 1_800_000_000_000, user: { x: 1 }, v: "2" },
  });
  expect(read({ name: "a/b" }).events).toHaveLength(1);
  expect(read([])).toEqual({ events: [], ids: [], problem: null });
});

it("takes away what the official server keeps for itself", () => {
  expect(read({ name: "a/b", data: { _inngest: { x: 1 }, n: 1 } }).events[0]?.event.data).toEqual({ n: 1 });
});

it.each([
  1,
  null,
  {},
  { name: "" },
  { name: 7 },
  { name: "inngest/function.failed" },
  { name: "Inngest/x" },
  { name: "a/b", id: 7 },
  { name: "a/b", v: 2 },
  { name: "a/b", data: "text" },
  { name: "a/b", data: [1] },
  { name: "a/b", user: 1 },
  { name: "a/b", ts: 1.5 },
  { name: "a/b", ts: "now" },
  { name: "a\u0000b" },
  { name: "a/b", id: "a\u0000b" },
])("refuses %j", (event) => {
  expect(read(event)).toEqual({ events: [], ids: [], problem: expect.any(String) });
});

it("tells which events came before the bad one", () => {
  const { events, ids, problem } = read([{ name: "a/1" }, { name: "a/2" }, {}, { name: "a/3" }]);
  expect(events.map(({ event }) => event.name)).toEqual(["a/1", "a/2"]);
  expect(ids).toEqual(events.map(({ key }) => key));
  expect(problem).toContain("no name");
  const many = read(Array.from({ length: 5_001 }, () => ({ name: "a/b" })));
  expect([many.events.length, many.problem]).toEqual([5_000, expect.stringContaining("5000")]);
});

it("measures each event of a list by itself", () => {
  const megabyte = { name: "a/b", data: { x: "x".repeat(1_000_000) } };
  expect(read([megabyte, megabyte, megabyte, megabyte]).problem).toBeNull();
  const large = { name: "a/b", data: { x: "x".repeat(3_200_000) } };
  expect(read([megabyte, large]).events).toHaveLength(1);
});

it("refuses what is not JSON", () => {
  expect(readEventRequest(Buffer.from("{"), undefined).problem).toContain("not JSON");
});

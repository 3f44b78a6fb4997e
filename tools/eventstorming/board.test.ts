import { expect, test } from "vitest";
import { readCommands } from "./read-commands";
import { SourceGraph } from "./source-graph";

const EVENTS = `import { defineEvent } from "@/server/shared/events";
export const held = defineEvent("trip/seats.held", 1, z.object({}));
export const left = defineEvent("trip/seats.left", 1, z.object({}));`;
const TABLES = `export const trips = tripSchema.table("trips", {});`;

const commandOf = (files: Record<string, string>) =>
  readCommands(
    new SourceGraph(
      Object.entries({
        "server/trip/verbs.ts": `export { holdSeats } from "./hold-seats";`,
        "server/trip/events.ts": EVENTS,
        "db/schema/trip.ts": TABLES,
        ...files,
      }).map(([path, text]) => ({ path, text })),
    ),
  );

test("a verb has the guards, tables, audit rows and events of all code behind it", () => {
  const found = commandOf({
    "server/trip/hold-seats.ts": `
      import { requireMember } from "@/server/shared/context";
      import { writeHold as write } from "./write-hold";
      export async function holdSeats(ctx) { requireMember(ctx.actor); return write(ctx); }`,
    "server/trip/write-hold.ts": `
      import { trips } from "@/db/schema/trip";
      import * as events from "./events";
      const told = (data) => event(events.held, data);
      export const writeHold = async (ctx) => {
        await ctx.tx.insert(trips).values({});
        await ctx.tx.execute(sql\`update trip.seats set held = true\`);
        await audit(ctx, { action: "hold", entity: ctx.late ? "trip" : "seat", after: {} });
        return told({});
      };`,
    "server/shared/context.ts": "export function requireMember() {}",
  });
  expect(found).toEqual([
    {
      ...{ context: "trip", name: "holdSeats", actors: ["customer"], externals: [] },
      ...{
        aggregates: ["seat", "trip"],
        actions: ["hold"],
        tables: ["seats", "trips"],
        events: ["trip/seats.held"],
      },
    },
  ]);
});

test("an event that is only named, or is another context's, is not recorded by the verb", () => {
  const [found] = commandOf({
    "server/trip/hold-seats.ts": `
      import { held } from "./events";
      import { paid } from "@/server/payment/events";
      export const holdSeats = (ctx) => [held.name, paid];`,
    "server/payment/events.ts": `export const paid = defineEvent("payment/payment.captured", 1, z.object({}));`,
  });
  expect(found).toMatchObject({ events: [], actors: ["everybody"] });
});

test("permissions are those that the guards name, also in a table", () => {
  const [found] = commandOf({
    "server/trip/hold-seats.ts": `
      const permissions = { A: "trip.read", B: "trip.change" } as const;
      export function holdSeats(ctx, kind) {
        requirePermission(ctx.actor, permissions[kind]);
        requirePermissionOrSystem(ctx.actor, "trip.hold");
      }`,
  });
  expect(found?.actors).toEqual(["staff: trip.change", "staff: trip.hold", "staff: trip.read", "system"]);
});

test("types and the names of fields lead nowhere", () => {
  const [found] = commandOf({
    "server/trip/hold-seats.ts": `
      import { left } from "./events";
      import type { held } from "./events";
      export const holdSeats = (ctx: typeof left) => ctx.left({ held: 1 });`,
  });
  expect(found?.events).toEqual([]);
});

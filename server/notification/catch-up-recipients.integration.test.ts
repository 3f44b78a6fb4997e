import { eq, sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { recipients } from "@/db/schema/notification";
import { systemContext, transaction } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { type CatchUpOptions, resetProjection } from "@/server/shared/projection";
import { codeOf } from "@/server/shared/testing/outcome";
import { untilCaughtUp } from "@/server/shared/testing/projection";
import { catchUpRecipients } from ".";
import { recordProfile } from "./testing/recipients";

afterAll(closeDatabase);

const system = systemContext("test");
const catchUp = (options: Partial<CatchUpOptions> = {}) =>
  untilCaughtUp((given) => catchUpRecipients(system, given), options);
const known = async (userId: string) =>
  (await database().select().from(recipients).where(eq(recipients.userId, userId)))[0];

const profile = (userId: string, profileVersion: number) => ({
  userId,
  email: `v${profileVersion}@example.com`,
  name: "김민지",
  locale: "ko" as const,
  profileVersion,
});

test("a member's newest profile counts, in whatever order its versions arrive", async () => {
  const versions = fc.shuffledSubarray([1, 2, 3, 4, 5], { minLength: 1 });
  await fc.assert(
    fc.asyncProperty(
      versions,
      fc.integer({ min: 1, max: 5 }),
      fc.nat({ max: 5 }),
      async (order, limit, pause) => {
        const userId = uuidv7();
        for (const [n, version] of order.entries()) {
          await recordProfile(profile(userId, version));
          if (n === pause) await catchUp({ limit });
        }
        await catchUp({ limit });
        expect(await known(userId)).toEqual(profile(userId, Math.max(...order)));
      },
    ),
    { numRuns: 20 },
  );
});

test("a rebuild restores all members as they were", async () => {
  const userId = uuidv7();
  await recordProfile(profile(userId, 1));
  await recordProfile(profile(userId, 2));
  await catchUp();
  const before = await database().select().from(recipients).orderBy(recipients.userId);
  await database().execute(sql`delete from notification.recipients`);
  await transaction(system, (tx) => resetProjection(tx, "recipients"));
  await Promise.all([catchUp({ limit: 3 }), catchUp({ limit: 2 })]);
  expect(await database().select().from(recipients).orderBy(recipients.userId)).toEqual(before);
});

test.each([
  ["nobody", sql`data - 'userId'`],
  ["somebody without an address", sql`data - 'email'`],
  ["somebody with a language that nothing is written in", sql`data || '{"locale": "fr"}'`],
])("an event about %s is parked; the others are read", async (_, data) => {
  const [bad, good] = [uuidv7(), uuidv7()];
  const { eventId } = await recordProfile(profile(bad, 1));
  await recordProfile(profile(good, 1));
  await database().execute(sql`update shared.outbox set data = ${data} where id = ${eventId}`);
  const setAside: string[] = [];
  await catchUp({ onPoison: async (row) => void setAside.push(row.eventId) });
  expect(setAside).toEqual([eventId]);
  expect(await known(bad)).toBeUndefined();
  expect(await known(good)).toEqual(profile(good, 1));
  await database().execute(sql`delete from shared.outbox where id = ${eventId}`);
});

test("only the system reads the members' events", async () => {
  const actor = { kind: "STAFF" as const, role: "ADMIN" as const, id: uuidv7(), email: "", address: "" };
  expect(await codeOf(catchUpRecipients({ actor }, { onPoison: async () => {} }))).toBe("FORBIDDEN");
});

import { afterAll, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { hasReservedConnections } from "@/db/pool-queue";
import { policies } from "@/server/reservation/testing/fixtures";
import { salePolicies } from "./sale-policies";

afterAll(closeDatabase);

test("a reading needs no turn behind ordinary work, because a payment may wait for the same one", async () => {
  await policies();
  const select = database().selectDistinctOn.bind(database());
  const rights: boolean[] = [];
  const read = vi.spyOn(database(), "selectDistinctOn").mockImplementation(((...given: never) => {
    rights.push(hasReservedConnections());
    return select(...(given as Parameters<typeof select>));
  }) as typeof select);
  const [one, other] = await Promise.all([salePolicies(), salePolicies()]);
  expect([one === other, rights]).toEqual([true, [true]]);
  read.mockRestore();
});

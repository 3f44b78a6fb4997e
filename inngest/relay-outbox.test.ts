import { expect, test, vi } from "vitest";
import type { OutboxRow } from "@/server/shared/outbox";
import { Refused } from "./relay";
import { startRelay } from "./relay-outbox";

type Publish = (rows: OutboxRow[]) => Promise<void>;
const { made, sendMessages } = vi.hoisted(() => ({
  made: [] as Publish[],
  sendMessages: vi.fn(),
}));
vi.mock("./messages", () => ({ messageOf: (row: OutboxRow) => row, sendMessages }));
vi.mock("./relay", async (original) => ({
  ...(await original<typeof import("./relay")>()),
  createRelay: (publish: Publish) => {
    made.push(publish);
    return { start: () => {} };
  },
}));

async function answered(message: string) {
  sendMessages.mockRejectedValueOnce(new Error(message));
  startRelay();
  return made[0]?.([]).catch((error: unknown) => error);
}

test.each([400, 406, 409, 412, 413, 422])("an answer of %i sets the events aside", async (status) => {
  expect(await answered(`Inngest API Error: ${status} no`)).toBeInstanceOf(Refused);
});

test.each(["Inngest API Error: 401 key", "Inngest API Error: 404", "Inngest API Error: 429", "fetch failed"])(
  "'%s' is tried again: it can be mended, and the events are not to blame",
  async (message) => {
    expect(await answered(message)).not.toBeInstanceOf(Refused);
    expect(made).toHaveLength(1);
  },
);

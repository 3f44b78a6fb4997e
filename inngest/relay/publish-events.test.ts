import { expect, test, vi } from "vitest";
import { publish } from "./publish-events";
import { Refused } from "./relay-events";

const { send } = vi.hoisted(() => ({ send: vi.fn() }));
vi.mock("@/inngest/client", () => ({ inngest: { send } }));
vi.mock("./message-rules", () => ({
  messagesOf: (rows: object[]) => rows,
  requestsOf: (all: object[]) => [all],
  timeOf: () => 1_700_000_000_000,
}));
vi.mock("@/server/shared/relay-queue", () => ({}));

async function answered(message: string) {
  send.mockRejectedValueOnce(new Error(message));
  return publish([]).catch((error: unknown) => error);
}

test.each([400, 406, 409, 412, 413, 422])("an answer of %i refuses the events for good", async (status) => {
  expect(await answered(`Inngest API Error: ${status} no`)).toBeInstanceOf(Refused);
});

test.each(["Inngest API Error: 401 key", "Inngest API Error: 404", "Inngest API Error: 429", "fetch failed"])(
  "'%s' is retried: it can be repaired, and the events are not the cause",
  async (message) => {
    expect(await answered(message)).not.toBeInstanceOf(Refused);
  },
);

test("events are sent with their own time: an engine would hold them back until a fast sender's time", async () => {
  send.mockClear();
  await publish([{ id: "1" }] as never);
  expect(send.mock.calls).toEqual([[[{ id: "1", ts: 1_700_000_000_000 }]]]);
});

import { expect, test, vi } from "vitest";
import { publish } from "./publish-events";
import { Refused } from "./relay-events";

const { sendMessages } = vi.hoisted(() => ({ sendMessages: vi.fn() }));
vi.mock("./message-rules", () => ({ messagesOf: (rows: object[]) => rows, sendMessages }));
vi.mock("@/server/shared/relay-queue", () => ({}));

async function answered(message: string) {
  sendMessages.mockRejectedValueOnce(new Error(message));
  return publish([]).catch((error: unknown) => error);
}

test.each([400, 406, 409, 412, 413, 422])("an answer of %i sets the events aside", async (status) => {
  expect(await answered(`Inngest API Error: ${status} no`)).toBeInstanceOf(Refused);
});

test.each(["Inngest API Error: 401 key", "Inngest API Error: 404", "Inngest API Error: 429", "fetch failed"])(
  "'%s' is tried again: it can be mended, and the events are not to blame",
  async (message) => {
    expect(await answered(message)).not.toBeInstanceOf(Refused);
  },
);

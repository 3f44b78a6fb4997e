import { beforeEach, expect, test, vi } from "vitest";
import type { RequestContext } from "@/server/shared/context";
import { GET as messages } from "./route";
import { GET as unread } from "./unread/route";

const { session, listMessages, bellState } = vi.hoisted(() => ({
  session: { actor: { kind: "ANONYMOUS", address: "10.0.0.1" } as RequestContext["actor"] },
  listMessages: vi.fn(async (_ctx: RequestContext, _input: object) => ({ items: [], nextCursor: null })),
  bellState: vi.fn(async (_ctx: RequestContext) => ({ unread: 0, latest: null })),
}));
vi.mock("@/app/_lib/auth/session", () => ({ getRequestContext: async () => session }));
vi.mock("@/app/_lib/actions/after-commit", () => ({ followUp: () => {} }));
vi.mock("@/app/_lib/bell-state", () => ({ bellState }));
vi.mock("@/server/notification/queries", () => ({ listMessages }));

const get = (path: string) => new Request(`https://air.example/api/pages/${path}`);

beforeEach(() => {
  vi.clearAllMocks();
  session.actor = { kind: "ANONYMOUS", address: "10.0.0.1" };
});

test("messages and their number are read for the person who asks, whatever the address says", async () => {
  session.actor = { kind: "CUSTOMER", id: "42", email: "", address: "" };
  expect((await messages(get("messages?userId=1&cursor=c"))).status).toBe(200);
  expect((await unread(get("messages/unread"))).status).toBe(200);
  expect(listMessages.mock.calls.map(([ctx, input]) => [ctx.actor, input])).toEqual([
    [session.actor, { cursor: "c" }],
  ]);
  expect(bellState.mock.calls.map(([ctx]) => ctx.actor)).toEqual([session.actor]);
});

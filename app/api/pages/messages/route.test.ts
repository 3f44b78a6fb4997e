import { beforeEach, expect, test, vi } from "vitest";
import type { RequestContext } from "@/server/shared/context";
import { GET as fares } from "@/app/api/v1/fares/route";
import { GET as messages } from "@/app/api/v1/messages/route";
import { GET as unread } from "./unread/route";

const { session, listMessages, bellState, lowestTotals } = vi.hoisted(() => ({
  session: { actor: { kind: "ANONYMOUS", address: "10.0.0.1" } as RequestContext["actor"] },
  listMessages: vi.fn(async () => ({ items: [], nextCursor: null })),
  bellState: vi.fn(async () => ({ unread: 0, latest: null })),
  lowestTotals: vi.fn(async () => []),
}));
vi.mock("@/app/_lib/auth/session", () => ({ getRequestContext: async () => session }));
vi.mock("@/app/_lib/actions/after-commit", () => ({ followUp: () => {} }));
vi.mock("@/app/_lib/bell-state", () => ({ bellState }));
vi.mock("@/server/notification/queries", () => ({ listMessages }));
vi.mock("@/server/reservation/queries", () => ({ lowestTotals }));

const get = (path: string) => new Request(`https://air.example/api/v1/${path}`);

beforeEach(() => {
  vi.clearAllMocks();
  session.actor = { kind: "ANONYMOUS", address: "10.0.0.1" };
});

test("messages and their number are the signed-in reader's own", async () => {
  expect([(await messages(get("messages"))).status, (await unread(get("messages/unread"))).status]).toEqual([
    401, 401,
  ]);
  expect(listMessages).not.toHaveBeenCalled();
  session.actor = { kind: "CUSTOMER", id: "42", email: "", address: "" };
  expect((await messages(get("messages?userId=1&cursor=c"))).status).toBe(200);
  expect((await unread(get("messages/unread"))).status).toBe(200);
  expect([listMessages.mock.calls, bellState.mock.calls]).toEqual([[["42", { cursor: "c" }]], [["42"]]]);
});

test("the calendar of fares is cut after 92 days, and takes nothing that is no airport or day", async () => {
  await fares(get("fares?from=GMP&to=CJU&first=2026-12-01&last=2099-01-01"));
  expect(lowestTotals).toHaveBeenCalledWith({
    from: "GMP",
    to: "CJU",
    first: "2026-12-01",
    last: "2027-03-03",
  });
  const bad = await fares(get("fares?from=gmp'&to=CJU&first=yesterday&last=2026-12-31"));
  expect([bad.status, lowestTotals.mock.calls.length]).toEqual([422, 1]);
});

import { expect, test, vi } from "vitest";
import { GET } from "./route";

const { availableDays } = vi.hoisted(() => ({ availableDays: vi.fn(async () => []) }));
vi.mock("@/app/_lib/auth/session", () => ({
  getRequestContext: async () => ({ actor: { kind: "ANONYMOUS", address: "10.0.0.1" } }),
}));
vi.mock("@/app/_lib/actions/after-commit", () => ({ followUp: () => {} }));
vi.mock("@/server/reservation/queries", async (original) => ({
  ...(await original<object>()),
  ...{ availableDays, availabilityAgeMs: () => 0 },
}));

const get = (query: string) =>
  GET(new Request(`https://air.example/api/v1/fares?${query}`), { params: Promise.resolve({}) });

test("the calendar of fares has at most 92 days, and is asked with airport codes and days only", async () => {
  await get("from=GMP&to=CJU&first=2026-12-01&last=2099-01-01");
  expect(availableDays).toHaveBeenCalledWith({
    from: "GMP",
    to: "CJU",
    first: "2026-12-01",
    last: "2027-03-03",
  });
  const bad = await get("from=gmp'&to=CJU&first=yesterday&last=2026-12-31");
  expect([bad.status, availableDays.mock.calls.length]).toEqual([422, 1]);
});

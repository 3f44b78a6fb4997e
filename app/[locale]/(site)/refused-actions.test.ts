import { expect, test, vi } from "vitest";
import type { RequestContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { moreHistory } from "./history/actions";
import { moreLedger } from "./mileage/actions";

const { session, list } = vi.hoisted(() => ({
  session: { actor: { kind: "ANONYMOUS", address: "" } as RequestContext["actor"] },
  list: vi.fn(),
}));
vi.mock("@/app/_lib/auth/session", () => ({ getRequestContext: async () => session }));
vi.mock("@/app/_lib/actions/after-commit", () => ({ followUp: () => {} }));
vi.mock("@/server/history/queries", () => ({ listHistory: list }));
vi.mock("@/server/mileage/queries", () => ({ listLedger: list }));

test.each([
  ["history", () => moreHistory("PAYMENT", "junk")],
  ["ledger", () => moreLedger("junk")],
])("a refusal of more %s is returned, never thrown", async (_, more) => {
  list.mockRejectedValue(new AppError("UNAUTHENTICATED"));
  expect(await more()).toEqual({ ok: false, code: "UNAUTHENTICATED" });
  session.actor = { kind: "CUSTOMER", id: "42", email: "", address: "" };
  list.mockRejectedValue(new AppError("INVALID_INPUT", { fieldErrors: { cursor: "invalid" } }));
  expect(await more()).toMatchObject({ ok: false, code: "INVALID_INPUT" });
});

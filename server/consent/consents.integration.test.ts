import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { beginPayment } from "@/server/flows/begin-payment";
import { registerWithConsents } from "@/server/flows/register-with-consents";
import { stripeGateway } from "@/server/payment/testing/scripted-gateway";
import { customer, flightOnSale, hold, named, policies } from "@/server/reservation/testing/fixtures";
import type { RequestContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { customerOf, staff } from "@/server/shared/testing/actors";
import { codeOf } from "@/server/shared/testing/outcome";
import { giveConsent, withdrawConsent } from ".";
import {
  consentsForBooking,
  consentsOf,
  documentsToAccept,
  legalDocument,
  outdatedConsents,
} from "./queries";
import { MEMBER_DOCUMENTS, type StatedConsent } from "./schemas";
import { allConsents, consentRows, webConsents } from "./testing/stated";

vi.mock("@/server/payment/stripe-gateway", () => import("@/server/payment/testing/scripted-gateway"));

beforeAll(policies);
afterAll(closeDatabase);
beforeEach(() => {
  vi.resetAllMocks();
});

const OLD = "2026-10-01";
const idOf = (ctx: RequestContext) => (ctx.actor as { id: string }).id;
const anybody = (): RequestContext => ({ actor: { kind: "ANONYMOUS", address: uuidv7() } });
const person = (email = `${uuidv7()}@example.com`) => ({
  ...{ email, name: "김민지", password: "제주로-가는-푸른-바다길", locale: "ko" as const },
});
/** Signs up, and returns who that is. */
async function signedUp(...[ctx, account, stated]: Parameters<typeof registerWithConsents>) {
  await registerWithConsents(ctx, account, stated);
  const { rows } = await database().execute<{ id: string }>(
    sql`select id from identity.users where email = ${account.email}`,
  );
  return rows[0] as { id: string };
}
const member = () => documentsToAccept(MEMBER_DOCUMENTS.required);
const faultsOf = (work: Promise<unknown>) =>
  work.then(
    () => ({}),
    (error: AppError) => ({ code: error.code, ...error.details.fieldErrors }),
  );
const count = async (query: ReturnType<typeof sql>) =>
  (await database().execute<{ n: number }>(query)).rows[0]?.n;
const paymentsOf = (id: string) =>
  count(sql`select count(*)::int as n from payment.payments where reservation_id = ${id}`);

async function held() {
  const ctx = customer();
  const { reservationId } = await hold(ctx, await flightOnSale(), named);
  return { ctx, reservationId, id: idOf(ctx) };
}
const pay = (
  { ctx, reservationId }: Awaited<ReturnType<typeof held>>,
  stated: readonly StatedConsent[],
  channel: "WEB" | "API" = "WEB",
) => beginPayment(ctx, reservationId, { stated, channel, locale: "en" });

/** A consent of the time of an earlier version. */
const gave = (personId: string, document: string, version: string) =>
  database().execute(sql`insert into consent.consents (id, person_id, document, version, locale, text_hash, given,
    channel, client_key) values (${uuidv7()}, ${personId}, ${document}, ${version}, 'ko', ${"0".repeat(64)}, true, 'WEB', 'x')`);

describe("becoming a member", () => {
  test("writes account and consents together, with the hash of the text in its language", async () => {
    const stated = [...(await member()), ...(await documentsToAccept(["marketing"]))];
    const { id } = await signedUp(anybody(), person(), stated);
    const rows = await consentRows(id);
    expect(rows.map((row) => [row.document, row.given, row.channel, row.reservation_id])).toEqual([
      ["marketing", true, "WEB", null],
      ["privacy", true, "WEB", null],
      ["terms-of-use", true, "WEB", null],
    ]);
    for (const { document, text_hash, version } of rows) {
      const shown = await legalDocument(document as "privacy", "ko");
      expect([text_hash, version]).toEqual([shown?.hash, shown?.version]);
    }
    expect(await outdatedConsents(customerOf(id))).toEqual([]);
  });

  test("without a required document there is no account; the optional one may be left out", async () => {
    const { email } = person();
    const [terms, privacy] = await member();
    const exists = () => count(sql`select count(*)::int as n from identity.users where email = ${email}`);
    expect(await faultsOf(signedUp(anybody(), person(email), [terms!]))).toEqual({
      ...{ code: "CONSENT_REQUIRED", "consents.privacy": "consentMissing" },
    });
    const old = [terms!, { ...privacy!, version: OLD }];
    expect(await faultsOf(signedUp(anybody(), person(email), old))).toEqual({
      ...{ code: "CONSENT_REQUIRED", "consents.privacy": "consentOutdated" },
    });
    expect(await exists()).toBe(0);
    const { id } = await signedUp(anybody(), person(email), [terms!, privacy!]);
    expect([await exists(), (await consentRows(id)).length]).toEqual([1, 2]);
    // Nobody learns from it that the address has an account by now.
    expect(await faultsOf(registerWithConsents(anybody(), person(email), [terms!]))).toEqual({
      ...{ code: "CONSENT_REQUIRED", "consents.privacy": "consentMissing" },
    });
    const again = await registerWithConsents(anybody(), person(email), [terms!, privacy!]);
    expect([again?.kind, (await consentRows(id)).length]).toEqual(["ADDRESS_TAKEN", 2]);
  });

  test("all that is wrong is told at once", async () => {
    expect(await faultsOf(signedUp(anybody(), person("nobody"), []))).toEqual({
      code: "INVALID_INPUT",
      email: "emailInvalid",
      "consents.terms-of-use": "consentMissing",
      "consents.privacy": "consentMissing",
    });
  });
});

describe("a payment", () => {
  test("without consents is not opened, and nothing is written", async () => {
    const h = await held();
    expect(await faultsOf(pay(h, []))).toEqual({
      code: "CONSENT_REQUIRED",
      ...Object.fromEntries(
        ["conditions-of-carriage", "privacy", "fare-rules", "terms-of-use"].map((name) => [
          `consents.${name}`,
          "consentMissing",
        ]),
      ),
    });
    const allButOne = (await allConsents()).filter(({ document }) => document !== "fare-rules");
    expect(await faultsOf(pay(h, allButOne))).toEqual({
      ...{ code: "CONSENT_REQUIRED", "consents.fare-rules": "consentMissing" },
    });
    expect([await paymentsOf(h.reservationId), await consentRows(h.id)]).toEqual([0, []]);
    expect(stripeGateway.createCheckout).not.toHaveBeenCalled();
  });

  test("is opened with the consents, which name booking, version, language and channel; asked again, nothing is written twice", async () => {
    const h = await held();
    const stated = await allConsents();
    const { url } = await pay(h, stated, "API");
    const rows = await consentRows(h.id);
    expect(rows.map(({ document, version }) => ({ document, version }))).toEqual(
      [...stated].sort((a, b) => (a.document < b.document ? -1 : 1)),
    );
    for (const row of rows)
      expect(row).toMatchObject({
        locale: "en",
        channel: "API",
        given: true,
        reservation_id: h.reservationId,
      });
    expect(rows.map((row) => row.client_key).join()).not.toContain("10.0.0");
    expect(await pay(h, stated, "API")).toEqual({ url });
    // What was stated once need not be stated again.
    expect(await pay(h, [], "API")).toEqual({ url });
    expect(await consentRows(h.id)).toEqual(rows);
  });

  test("of two presses at once, one writes", async () => {
    const h = await held();
    const stated = await allConsents();
    await Promise.all([pay(h, stated), pay(h, stated), pay(h, stated)]);
    expect((await consentRows(h.id)).length).toBe(4);
  });

  test("a version that came into force between page and press is told, and asked for again", async () => {
    const h = await held();
    const before = (await allConsents()).map((each) =>
      each.document === "privacy" ? { ...each, version: OLD } : each,
    );
    expect(await faultsOf(pay(h, before))).toEqual({
      ...{ code: "CONSENT_REQUIRED", "consents.privacy": "consentOutdated" },
    });
    expect([await paymentsOf(h.reservationId), await consentRows(h.id)]).toEqual([0, []]);
    expect((await pay(h, await allConsents())).url).toMatch(/^https:/);
  });

  test("when the provider does not answer, the consents stay with the payment that was opened", async () => {
    const h = await held();
    stripeGateway.createCheckout.mockRejectedValueOnce(new AppError("PAYMENT_UNAVAILABLE"));
    expect(await codeOf(pay(h, await allConsents()))).toBe("PAYMENT_UNAVAILABLE");
    expect([await paymentsOf(h.reservationId), (await consentRows(h.id)).length]).toEqual([1, 4]);
  });

  test("is not opened for somebody else, whatever they agree to", async () => {
    const h = await held();
    const other = { ...h, ctx: customer() };
    expect(await codeOf(pay(other, await allConsents()))).toBe("NOT_FOUND");
    expect([await consentRows(h.id), await consentRows(idOf(other.ctx))]).toEqual([[], []]);
  });
});

describe("a new version of a document of the membership", () => {
  test("is asked for at the next booking, once, and an old agreement does not count", async () => {
    const h = await held();
    await gave(h.id, "privacy", OLD);
    await gave(h.id, "terms-of-use", "2020-01-01");
    const names = async () => (await consentsForBooking(h.ctx)).map(({ document }) => document);
    expect((await outdatedConsents(h.ctx)).map(({ document }) => document)).toEqual([
      "terms-of-use",
      "privacy",
    ]);
    expect(await names()).toEqual(["conditions-of-carriage", "privacy", "fare-rules", "terms-of-use"]);
    const { ctx, reservationId } = h;
    await beginPayment(ctx, reservationId, await webConsents());
    expect(await outdatedConsents(h.ctx)).toEqual([]);
    expect(await names()).toEqual(["conditions-of-carriage", "privacy", "fare-rules"]);
  });
});

describe("advertising", () => {
  const own = { locale: "ko" as const, channel: "WEB" as const };
  const marketing = async () => (await documentsToAccept(["marketing"]))[0]!;

  test("is agreed to and withdrawn at once; the record keeps both", async () => {
    const ctx = customer();
    await withdrawConsent(ctx, { document: "marketing", ...own });
    expect(await consentRows(idOf(ctx))).toEqual([]);
    await giveConsent(ctx, { ...(await marketing()), ...own });
    await withdrawConsent(ctx, { document: "marketing", ...own });
    await withdrawConsent(ctx, { document: "marketing", ...own });
    await giveConsent(ctx, { ...(await marketing()), ...own });
    expect((await consentsOf(ctx)).map(({ given }) => given)).toEqual([true, false, true]);
  });

  test("what belongs to a contract is not withdrawn, and nobody acts for another customer", async () => {
    const ctx = customer();
    const wrong = { document: "privacy", ...own } as unknown as Parameters<typeof withdrawConsent>[1];
    expect(await faultsOf(withdrawConsent(ctx, wrong))).toEqual({
      code: "INVALID_INPUT",
      document: "invalid",
    });
    const forOther = { ...(await marketing()), ...own, personId: uuidv7() };
    expect(await codeOf(giveConsent(ctx, forOther))).toBe("FORBIDDEN");
    expect(await codeOf(giveConsent(staff("AUDITOR"), forOther))).toBe("FORBIDDEN");
    expect(await codeOf(consentsOf(anybody()))).toBe("UNAUTHENTICATED");
  });

  test("staff record it for a customer: the channel and the record say so", async () => {
    const agent = staff("AGENT");
    const personId = uuidv7();
    await giveConsent(agent, { ...(await marketing()), ...own, personId });
    expect(await consentRows(personId)).toMatchObject([{ channel: "STAFF", recorded_by: idOf(agent) }]);
  });

  test("an earlier version is not agreed to", async () => {
    const input = { document: "privacy" as const, version: OLD, ...own };
    expect(await faultsOf(giveConsent(customer(), input))).toEqual({
      ...{ code: "CONSENT_REQUIRED", "consents.privacy": "consentOutdated" },
    });
  });
});

test("rows are never changed or deleted", async () => {
  const { id } = await signedUp(anybody(), person(), await member());
  for (const attempt of [
    sql`update consent.consents set given = false where person_id = ${id}`,
    sql`delete from consent.consents where person_id = ${id}`,
    sql`truncate consent.consents`,
  ])
    await expect(database().execute(attempt)).rejects.toMatchObject({ cause: { code: "42501" } });
  expect((await consentRows(id)).length).toBe(2);
});

test("a passenger's passport has a consent of its own, beside those of the booking", async () => {
  const h = await held();
  const [passport] = await documentsToAccept(["passport-data"]);
  const input = { ...passport!, locale: "ko" as const, channel: "WEB" as const };
  for (const passengerId of [uuidv7(), uuidv7()])
    await giveConsent(h.ctx, { ...input, reservationId: h.reservationId, passengerId });
  expect((await consentRows(h.id)).length).toBe(2);
  expect(await faultsOf(giveConsent(h.ctx, { ...input, passengerId: uuidv7() }))).toEqual({
    ...{ code: "INVALID_INPUT", reservationId: "required" },
  });
  // Nobody takes the place of what the customer of a booking will agree to.
  const [privacy] = await documentsToAccept(["privacy"]);
  const foreign = {
    ...privacy!,
    locale: "ko" as const,
    channel: "WEB" as const,
    reservationId: h.reservationId,
  };
  expect(await faultsOf(giveConsent(customer(), foreign))).toEqual({
    ...{ code: "INVALID_INPUT", passengerId: "required" },
  });
});

import {
  askEmailChange,
  confirmEmail,
  issueConfirmation,
  issuePasswordReset,
  registerUser,
} from "@/server/identity";
import type { AccountMail } from "@/server/identity/links/mail-schemas";
import { moveDeadline } from "@/server/reservation/testing/fixtures";
import { systemContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import type { Airline, Customer } from "../support/airline";
import { cancelBooking, hold, openCheckout, pay, settleLate } from "../support/book";
import { bookedTrip, type ChangeFlight, type ChangeTrip, flightAt } from "../support/changes";
import { test } from "../support/stack";
import { until } from "../support/until";
import { type State, visitStates } from "./visit-states";

/** States that few people see: what a payment came to in the end, links of mails, open calendars of staff. */

/** A change to a dearer flight that waits for its payment. @returns its id. */
async function pendingChange(airline: Airline, customer: Customer, trip: ChangeTrip, to: ChangeFlight) {
  const path = `/api/v1/reservations/${trip.reservationId}`;
  const booking = await (await airline.fetch(customer, path)).json();
  const flights = [{ segmentId: booking.segments[0].id, flightId: to.id, brand: "STANDARD" }];
  const quote = await airline.post<{ quoteId: string }>(customer, `${path}/change-quotes`, { flights });
  const { quoteId } = quote.body;
  const change = await airline.post<{ changeId: string }>(customer, `${path}/changes`, { quoteId });
  const { changeId } = change.body;
  const page = await airline.post<{ url: string }>(customer, `${path}/changes/${changeId}/payment`, {});
  return { changeId, session: /cs_[A-Za-z0-9_]+/.exec(page.body.url)?.[0] ?? "" };
}

async function changeResults(airline: Airline, customer: Customer): Promise<State[]> {
  const to = await flightAt(44, 92_000);
  const ofCard = async (card?: string) => {
    const trip = await bookedTrip(airline, customer);
    const { changeId, session } = await pendingChange(airline, customer, trip, to);
    if (card) await pay(airline, session, card);
    const query = new URLSearchParams({ change: changeId, session });
    return {
      name: `result of a change, ${card ?? "not paid"}`,
      address: `/trips/${trip.locator}/change/result?${query}`,
    };
  };
  return [await ofCard(), await ofCard("declined"), await ofCard("success")];
}

/** A card that was charged after the hold had ended: its money goes back. */
async function refundedResult(airline: Airline, customer: Customer): Promise<State> {
  const held = await hold(airline, customer);
  const session = await openCheckout(airline, customer, held);
  await pay(airline, session, "late");
  await cancelBooking(customer, held.reservationId).catch(() => undefined);
  await moveDeadline(held.reservationId, -1_000);
  await settleLate(airline, session);
  const address = `/book/${held.reservationId}/result`;
  await until(
    async () => (await airline.fetch(customer, `/ko${address}`)).text(),
    (html) => html.includes("환불"),
    { timeoutMs: 30_000 },
  );
  return { name: "result of money that goes back", address };
}

/** Links as the mails of a member have them, each opened on its page. */
async function mailLinks(): Promise<State[]> {
  const password = uuidv7();
  const address = () => `${uuidv7()}@example.com`;
  const member = async () => {
    const email = address();
    const person = { email, password, name: "김민지", locale: "ko" as const };
    const { id } = await registerUser(systemContext("test"), person);
    return { actor: { kind: "CUSTOMER" as const, id, email, address: id } };
  };
  const opened = (page: string, mail: AccountMail | null | undefined): State => ({
    name: `${page} by its link`,
    address: page,
    arrange: async (at, locale) => {
      const query = new URLSearchParams({ for: mail?.kind ?? "", locale, token: mail?.token ?? "" });
      await at.goto(`/api/mail-link?${query}`);
      await at.locator("main form button[type=submit]").first().waitFor();
    },
  });
  const [fresh, known] = [await member(), await member()];
  const confirmation = await issueConfirmation(known);
  await confirmEmail(known, { token: confirmation?.token ?? "" });
  const change = { email: address(), currentPassword: password };
  const mails = await askEmailChange(known, change);
  return [
    opened("/confirm-email", await issueConfirmation(fresh)),
    opened("/forgotten-password/new", await issuePasswordReset(fresh, { email: fresh.actor.email })),
    opened(
      "/stop-email-change",
      mails.find(({ to }) => to === known.actor.email),
    ),
  ];
}

test("what few people see: late money, results of changes, links of mails", async ({ context, airline }) => {
  test.setTimeout(300_000);
  const links = await mailLinks();
  const customer = await airline.signedIn(context);
  const results = [...(await changeResults(airline, customer)), await refundedResult(airline, customer)];
  await visitStates(context, results);
  await context.clearCookies();
  await visitStates(context, [
    ...links,
    { name: "sign-in after its provider refused", address: "/sign-in?error=OAuthAccountNotLinked" },
  ]);
});

const openCalendar: State["arrange"] = async (page) => {
  await page.locator("main button[aria-expanded][aria-labelledby]").first().click();
  await page.getByRole("dialog").getByRole("grid").first().waitFor();
};

test("the calendars of the staff's forms", async ({ context, airline }) => {
  await airline.signIn(context, await airline.admin());
  const forms = ["/admin/flights", "/admin/flights/new", "/admin/schedules/new", "/admin/audit"];
  await visitStates(
    context,
    forms.map((address) => ({
      name: `${address}, calendar open`,
      address,
      isCovered: true,
      arrange: openCalendar,
    })),
  );
});

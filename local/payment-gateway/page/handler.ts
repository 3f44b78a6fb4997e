import type { IncomingMessage, ServerResponse } from "node:http";
import { TEST_CARDS } from "@/local/payment-gateway/cards";
import { outcomeSoFar } from "@/local/payment-gateway/checkout";
import type { Gateway } from "@/local/payment-gateway/gateway";
import type { Checkout, PaymentOutcome, Session } from "@/local/payment-gateway/model";
import { header, readBody, sendPage } from "@/local/shared/http";
import { chooseLanguage, type Language } from "@/local/shared/language";
import { type CardInput, checkCard, readCardForm, sampleInput } from "./card-form";
import { COPY } from "./copy";
import { type NoticeKind, policy, renderForm, renderHome, renderNotice } from "./render";

const EMPTY: CardInput = { number: "", expiry: "", cvc: "", name: "" };

type Page = { status: number; markup: string };
/** A page, an address to go on to, or a connection that is cut. */
type Answer = Page | { location: string } | "cut";

/** The hosted checkout: `GET` shows a session's page, `POST` pays it. */
export async function handlePage(
  gateway: Gateway,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? "/", "http://localhost");
  const checkout = gateway.store.checkout(/^\/c\/pay\/(\w+)$/.exec(url.pathname)?.[1] ?? "");
  const language = chooseLanguage(checkout?.session.locale, header(request, "accept-language"));
  let answer: Answer;
  if (url.pathname === "/") answer = { status: 200, markup: renderHome(language) };
  else if (!checkout) answer = missing(language);
  else if (request.method === "POST")
    answer = pay(gateway, checkout.session.id, language, readCardForm(await readBody(request)));
  else answer = currentPage(checkout, language, url.searchParams.get("card"));
  await gateway.durable();
  if (answer === "cut") request.socket.destroy();
  else if ("location" in answer)
    response.writeHead(303, { location: answer.location, "cache-control": "no-store" }).end();
  else {
    const formTarget = checkout && new URL(checkout.session.successUrl).origin;
    sendPage(response, answer.status, answer.markup, policy(formTarget));
  }
}

function pay(gateway: Gateway, sessionId: string, language: Language, input: CardInput): Answer {
  const checkout = gateway.store.checkout(sessionId);
  if (!checkout) return missing(language);
  const checked = checkCard(input, new Date());
  const outcome = Array.isArray(checked)
    ? outcomeSoFar(checkout, Date.now())
    : gateway.pay(checkout, checked);
  if (outcome) return answerOf(outcome, checkout.session, language, input);
  const copy = COPY[language];
  const wrong = Array.isArray(checked) ? checked : [];
  const errors = Object.fromEntries(wrong.map((field) => [field, copy.errors[field]]));
  const state = { input, errors, alert: copy.checkFields };
  return { status: 422, markup: renderForm(checkout.session, language, state) };
}

function answerOf(outcome: PaymentOutcome, session: Session, language: Language, input: CardInput): Answer {
  switch (outcome) {
    case "complete":
      return { location: returnUrl(session) };
    case "processing":
      return { location: `/c/pay/${session.id}` };
    case "reply-lost":
      return "cut";
    case "expired":
      return expired(session, language);
    case "generic_decline":
    case "insufficient_funds": {
      const copy = COPY[language];
      const errors = { number: copy.declines[outcome] };
      const state = { input: { ...input, cvc: "" }, errors, alert: copy.notPaid };
      return { status: 402, markup: renderForm(session, language, state) };
    }
  }
}

function currentPage({ session, intent }: Checkout, language: Language, cardName: string | null): Page {
  if (session.status === "expired") return expired(session, language);
  if (session.status === "complete")
    return notice(language, session.paymentStatus === "paid" ? "complete" : "pending", returnUrl(session));
  if (intent?.status === "processing") return notice(language, "processing", session.cancelUrl);
  const card = TEST_CARDS.find(({ name }) => name === cardName);
  const input = card ? sampleInput(card, new Date()) : EMPTY;
  return { status: 200, markup: renderForm(session, language, { input, errors: {}, alert: null }) };
}

const expired = (session: Session, language: Language) => notice(language, "expired", session.cancelUrl, 410);
const missing = (language: Language) => notice(language, "missing", null, 404);

function notice(language: Language, kind: NoticeKind, link: string | null, status = 200): Page {
  return { status, markup: renderNotice(language, kind, link) };
}

/** The merchant's page after a payment, with the session's id filled in. */
const returnUrl = (session: Session): string =>
  session.successUrl.replaceAll("{CHECKOUT_SESSION_ID}", session.id);

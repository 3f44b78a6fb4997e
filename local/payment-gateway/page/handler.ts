import type { IncomingMessage, ServerResponse } from "node:http";
import { cardByName } from "../cards";
import type { PaymentOutcome } from "../commands/pay-session";
import type { Gateway } from "../gateway";
import { cut, header, readBody } from "../http";
import type { Session } from "../model";
import { type CardInput, checkCard, readCardForm, sampleInput } from "./card-form";
import { COPY, chooseLanguage, type Language } from "./copy";
import { contentSecurityPolicy } from "./layout";
import { type FormState, type Page, renderForm, renderHome, renderNotice, translateErrors } from "./render";

const EMPTY: CardInput = { number: "", expiry: "", cvc: "", name: "" };

type Answer = { kind: "page"; page: Page } | { kind: "redirect"; to: string } | { kind: "cut" };

/** The hosted checkout: `GET` shows a session's page, `POST` pays it. */
export async function handlePage(
  gateway: Gateway,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? "/", "http://localhost");
  const session = gateway.store.sessions.get(/^\/c\/pay\/(\w+)$/.exec(url.pathname)?.[1] ?? "");
  const language = chooseLanguage(session?.locale, header(request, "accept-language"));
  const visit = { gateway, language, card: url.searchParams.get("card") };
  let answer: Answer;
  if (url.pathname === "/") answer = { kind: "page", page: { status: 200, markup: renderHome(language) } };
  else if (!session) answer = { kind: "page", page: missing(language) };
  else if (request.method === "POST") answer = pay(visit, session.id, readCardForm(await readBody(request)));
  else answer = { kind: "page", page: currentPage(visit, session) };
  await gateway.durable();
  send(request, response, answer, session);
}

type Visit = { gateway: Gateway; language: Language; card: string | null };

function pay({ gateway, language }: Visit, sessionId: string, input: CardInput): Answer {
  const session = gateway.store.sessions.get(sessionId);
  if (!session) return { kind: "page", page: missing(language) };
  const checked = checkCard(input, new Date());
  if (checked.ok) return answerOf(gateway.pay(session, checked.card, checked.used), session, language, input);
  const settled = outcomeSoFar(session, gateway.intentOf(session)?.status === "processing");
  if (settled) return answerOf(settled, session, language, input);
  const copy = COPY[language];
  const state = { input, errors: translateErrors(checked.errors, copy), alert: copy.checkFields };
  return { kind: "page", page: formPage(422, session, language, state) };
}

/** What earlier submissions have led to; null if the session still waits for a card. */
function outcomeSoFar(session: Session, isProcessing: boolean): PaymentOutcome | null {
  if (session.status === "expired") return { kind: "expired" };
  if (session.status === "complete") return { kind: session.replyLost ? "reply-lost" : "complete" };
  return isProcessing ? { kind: "processing" } : null;
}

function answerOf(outcome: PaymentOutcome, session: Session, language: Language, input: CardInput): Answer {
  switch (outcome.kind) {
    case "complete":
      return { kind: "redirect", to: returnUrl(session) };
    case "processing":
      return { kind: "redirect", to: `/c/pay/${session.id}` };
    case "reply-lost":
      return { kind: "cut" };
    case "expired":
      return { kind: "page", page: expired(session, language) };
    case "declined": {
      const copy = COPY[language];
      const errors = { number: copy.declines[outcome.code] };
      const state = { input: { ...input, cvc: "" }, errors, alert: copy.notPaid };
      return { kind: "page", page: formPage(402, session, language, state) };
    }
  }
}

function currentPage({ gateway, language, card: cardName }: Visit, session: Session): Page {
  const copy = COPY[language];
  if (session.status === "expired") return expired(session, language);
  if (session.status === "complete") {
    const isPaid = session.paymentStatus === "paid";
    const [title, text] = isPaid ? [copy.complete, copy.completeText] : [copy.pending, copy.pendingText];
    const tone = isPaid ? "good" : "calm";
    return { status: 200, markup: renderNotice(language, { tone, title, text, link: returnUrl(session) }) };
  }
  if (gateway.intentOf(session)?.status === "processing") {
    const notice = {
      title: copy.processing,
      text: copy.processingText,
      link: session.cancelUrl,
      refreshes: true,
    };
    return { status: 200, markup: renderNotice(language, { tone: "calm", ...notice }) };
  }
  const card = cardByName(cardName ?? "");
  const input = card ? sampleInput(card, new Date()) : EMPTY;
  return formPage(200, session, language, { input, errors: {}, alert: null });
}

function formPage(status: number, session: Session, language: Language, state: FormState): Page {
  return { status, markup: renderForm(session, language, state) };
}

function expired(session: Session, language: Language): Page {
  const { expired: title, expiredText: text } = COPY[language];
  return {
    status: 410,
    markup: renderNotice(language, { tone: "bad", title, text, link: session.cancelUrl }),
  };
}

function missing(language: Language): Page {
  const { missing: title, missingText: text } = COPY[language];
  return { status: 404, markup: renderNotice(language, { tone: "bad", title, text, link: null }) };
}

/** The merchant's page after a payment, told which session it was. */
function returnUrl(session: Session): string {
  return session.successUrl.replaceAll("{CHECKOUT_SESSION_ID}", session.id);
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  session: Session | undefined,
): void {
  switch (answer.kind) {
    case "cut":
      cut(request);
      return;
    case "redirect":
      response.writeHead(303, { location: answer.to, "cache-control": "no-store" }).end();
      return;
    case "page":
      response.writeHead(answer.page.status, {
        "content-type": "text/html; charset=utf-8",
        "cache-control": "no-store",
        "content-security-policy": contentSecurityPolicy(session ? new URL(session.successUrl).origin : null),
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
      });
      response.end(answer.page.markup);
  }
}

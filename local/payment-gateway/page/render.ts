import { spacedNumber, TEST_CARDS } from "../cards";
import type { Session } from "../model";
import type { CardInput, Field, FieldErrors } from "./card-form";
import type { Copy, Language } from "./copy";
import { COPY } from "./copy";
import { type Html, html } from "@/local/shared/html";
import { document, icon, won } from "./layout";

export type Page = { status: number; markup: string };
export type FormState = { input: CardInput; errors: Partial<Record<Field, string>>; alert: string | null };

/** Each error code of the form in the payer's language. */
export function translateErrors(errors: FieldErrors, copy: Copy): FormState["errors"] {
  return Object.fromEntries(Object.entries(errors).map(([field, code]) => [field, copy.errors[code]]));
}

/** The checkout form of an open session. */
export function renderForm(session: Session, language: Language, state: FormState): string {
  const copy = COPY[language];
  const title = state.alert ? `${copy.errorTitle}: ${copy.payment}` : copy.payment;
  return document(language, title, [
    html`<p class="notice">${copy.testNotice}</p>
      <div class="columns">
        ${summary(session, language)}
        <main class="panel form">
          <h1>${copy.cardForm}</h1>
          ${cardForm(session, language, state)}
        </main>
        ${testCards(copy, true)}
      </div>`,
  ]);
}

function summary(session: Session, language: Language): Html {
  const copy = COPY[language];
  const items = session.lineItems.map(
    (item) => html`<li>
      <span>${unbroken(item.name)}
        ${item.description && html`<small>${item.description}</small>`}
        ${item.quantity > 1 && html`<small class="digits">${won(item.unitAmount, language)} × ${item.quantity}</small>`}</span>
      <span class="amount">${won(item.unitAmount * item.quantity, language)}</span>
    </li>`,
  );
  return html`<section class="panel summary" aria-labelledby="summary-title">
    <h2 id="summary-title">${copy.summary}</h2>
    <ul class="items">${items}</ul>
    <p class="total"><span>${copy.total}</span> <span class="amount">${won(session.amountTotal, language)}</span></p>
  </section>`;
}

/** Dates stay on one line, which the browser would break at their hyphens. */
const unbroken = (text: string): Html[] =>
  text
    .split(/(\d{4}-\d{2}-\d{2})/)
    .map((part, i) => (i % 2 === 1 ? html`<span class="date">${part}</span>` : html`${part}`));

function cardForm(session: Session, language: Language, { input, errors, alert }: FormState): Html {
  const copy = COPY[language];
  const firstInvalid = (["number", "expiry", "cvc", "name"] as const).find((field) => errors[field]);
  const field = (name: Field, label: string, hint: string | null, attributes: Html) => {
    const error = errors[name];
    const describedBy = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(" ");
    return html`<div>
      <label for="${name}">${label}</label>
      ${hint && html`<span class="hint" id="${name}-hint">${hint}</span>`}
      <input id="${name}" name="${name}" value="${input[name]}" required ${attributes}
        ${describedBy && html`aria-describedby="${describedBy}"`}
        ${error && html`aria-invalid="true"`} ${firstInvalid === name && html`autofocus`}>
      ${error && html`<p class="error" id="${name}-error">${error}</p>`}
    </div>`;
  };
  const digits = html`inputmode="numeric"`;
  return html`<form method="post" action="/c/pay/${session.id}" novalidate id="pay">
    ${alert && html`<p class="alert" role="alert">${alert}</p>`}
    <div class="fields">
      ${field("number", copy.number, null, html`${digits} autocomplete="cc-number" maxlength="23" placeholder="0000 0000 0000 0000"`)}
      <div class="pair">
        ${field("expiry", copy.expiry, copy.expiryHint, html`${digits} autocomplete="cc-exp" maxlength="9"`)}
        ${field("cvc", copy.cvc, copy.cvcHint, html`${digits} autocomplete="cc-csc" maxlength="3"`)}
      </div>
      ${field("name", copy.name, null, html`autocomplete="cc-name" maxlength="80" spellcheck="false"`)}
      <button class="button" type="submit">${copy.pay(won(session.amountTotal, language))}</button>
    </div>
    ${session.cancelUrl && html`<a class="leave" href="${session.cancelUrl}">${copy.cancel}</a>`}
  </form>`;
}

function testCards(copy: Copy, isFillable: boolean): Html {
  const cards = TEST_CARDS.map((card) => {
    const number = spacedNumber(card.number);
    const link = html`<a href="?card=${card.name}#pay" aria-label="${copy.fill}: ${number}">${copy.fill}</a>`;
    return html`<li><span class="digits">${number}</span>${isFillable && link}<p>${copy.cards[card.name]}</p></li>`;
  });
  return html`<section class="panel test" aria-labelledby="cards-title">
    <h2 id="cards-title">${copy.testCards}</h2>
    <p class="hint">${copy.testCardsHint}</p>
    <ul class="cards">${cards}</ul>
  </section>`;
}

type Notice = {
  tone: "good" | "bad" | "calm";
  title: string;
  text: string;
  link: string | null;
  refreshes?: boolean;
};

/** A page without a form: paid, waiting, expired, or not found. */
export function renderNotice(language: Language, notice: Notice): string {
  const copy = COPY[language];
  const body = html`<main class="panel state ${notice.tone}" ${notice.refreshes && html`aria-live="polite"`}>
    ${ICONS[notice.tone]}
    <h1>${notice.title}</h1>
    <p>${notice.text}</p>
    ${notice.link && html`<a class="button" href="${notice.link}">${copy.back}</a>`}
  </main>`;
  return document(language, notice.title, [body], notice.refreshes);
}

/** What somebody sees who opens the gateway's address itself. */
export function renderHome(language: Language): string {
  const copy = COPY[language];
  return document(language, copy.home, [
    html`<main class="home"><div class="panel"><h1>${copy.home}</h1><p>${copy.homeText}</p></div>
      ${testCards(copy, false)}</main>`,
  ]);
}

const ICONS = {
  good: icon('<path d="m5 13 4 4L19 7"/>'),
  bad: icon('<path d="M12 7v6"/><path d="M12 17h.01"/>'),
  calm: icon('<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3 2"/>'),
};

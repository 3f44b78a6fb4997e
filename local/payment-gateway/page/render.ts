import { spacedNumber, TEST_CARDS } from "@/local/payment-gateway/cards";
import type { Session } from "@/local/payment-gateway/model";
import { type Html, html } from "@/local/shared/html";
import type { Language } from "@/local/shared/language";
import { icon, pagesOf } from "@/local/shared/page";
import { type CardInput, FIELDS, type Field } from "./card-form";
import { COPY, type Copy } from "./copy";
import { STYLES } from "./styles";

const REFRESH_SECONDS = 3;
const WING = icon('<path d="M2 20c8 0 14-4 20-16-8 2-15 6-17 11"/><path d="M9 18c3-1 6-3 8-6"/>');
const ICONS = {
  good: icon('<path d="m5 13 4 4L19 7"/>'),
  bad: icon('<path d="M12 7v6"/><path d="M12 17h.01"/>'),
  calm: icon('<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3 2"/>'),
};
const TONES = {
  complete: "good",
  pending: "calm",
  processing: "calm",
  expired: "bad",
  missing: "bad",
} as const;

const { policy, render } = pagesOf({
  styles: STYLES,
  logo: () => html`<span class="logo">${WING}MSA Air</span>`,
  badge: (language) => COPY[language].testBadge,
  policy: [],
});

export { policy };

export type FormState = { input: CardInput; errors: Partial<Record<Field, string>>; alert: string | null };

/** The checkout form of an open session. */
export function renderForm(session: Session, language: Language, state: FormState): string {
  const copy = COPY[language];
  const title = state.alert ? `${copy.errorTitle}: ${copy.payment}` : copy.payment;
  const body = html`<p class="notice">${copy.testNotice}</p>
    <div class="columns">
      ${summary(session, language)}
      <main class="panel form"><h1>${copy.cardForm}</h1>${cardForm(session, language, state)}</main>
      ${testCards(copy, true)}
    </div>`;
  return render({ language, title, body });
}

/** As the airline's site writes it: "157,000원", "₩157,000". */
function won(amount: number, language: Language): string {
  const digits = new Intl.NumberFormat("en-US").format(amount);
  return language === "ko" ? `${digits}원` : `₩${digits}`;
}

function summary(session: Session, language: Language): Html {
  const copy = COPY[language];
  const items = session.lineItems.map(
    (item) => html`<li>
      <span>${unbroken(item.name)}
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
  const firstInvalid = FIELDS.find((field) => errors[field]);
  const field = (name: Field, hint: string | null, attributes: Html) => {
    const error = errors[name];
    const describedBy = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(" ");
    return html`<div>
      <label for="${name}">${copy[name]}</label>
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
      ${field("number", null, html`${digits} autocomplete="cc-number" maxlength="23" placeholder="0000 0000 0000 0000"`)}
      <div class="pair">
        ${field("expiry", copy.expiryHint, html`${digits} autocomplete="cc-exp" maxlength="9"`)}
        ${field("cvc", copy.cvcHint, html`${digits} autocomplete="cc-csc" maxlength="3"`)}
      </div>
      ${field("name", null, html`autocomplete="cc-name" maxlength="80" spellcheck="false"`)}
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

export type NoticeKind = keyof typeof TONES;

/** A page without a form: paid, waiting, expired, or not found. */
export function renderNotice(language: Language, kind: NoticeKind, link: string | null): string {
  const [title = "", text] = COPY[language].notices[kind];
  const isWaiting = kind === "processing";
  const body = html`<main class="panel state ${TONES[kind]}" ${isWaiting && html`aria-live="polite"`}>
    ${ICONS[TONES[kind]]}
    <h1>${title}</h1>
    <p>${text}</p>
    ${link && html`<a class="button" href="${link}">${COPY[language].back}</a>`}
  </main>`;
  return render({ language, title, body, ...(isWaiting && { refreshSeconds: REFRESH_SECONDS }) });
}

/** The page at the address of the gateway itself. */
export function renderHome(language: Language): string {
  const copy = COPY[language];
  const body = html`<main class="home"><div class="panel"><h1>${copy.home}</h1><p>${copy.homeText}</p></div>
    ${testCards(copy, false)}</main>`;
  return render({ language, title: copy.home, body });
}

import { formatInstant, formatInteger, formatKrw } from "@/i18n/format";
import { airline, KOREA_ZONE, type Locale } from "@/server/shared/airline";
import { priceLineKinds } from "@/server/shared/fare-terms";
import type { Block, Paper, Table } from "./pdf/paper";
import type { Receipt } from "./receipt";
import { moneyBlocks } from "./receipt-money";
import { termsBlocks } from "./receipt-terms";
import { flightsTable, ticketsTable } from "./receipt-trip";
import type { ReceiptWords } from "./receipt-vocabulary";
import { receiptWords } from "./receipt-words";
import type { Seller } from "./seller";

type Place = { locale: Locale; url: string; seller: Seller };

/** The e-ticket receipt and itinerary in words. `url`: the page of the trip. */
export function receiptPaper(receipt: Receipt, { locale, url, seller }: Place): Paper {
  const say = receiptWords[locale];
  const blocks: Block[] = [
    { kind: "logo", alt: locale === "ko" ? airline.nameKo : airline.nameEn },
    { kind: "heading", level: 1, text: say.title },
    { kind: "text", look: "muted", text: say.titleOfOther, lang: locale === "ko" ? "en" : "ko" },
    { kind: "facts", rows: headFacts(receipt, { say, locale, url }) },
    ...titled(say.sections.flights, flightsTable(receipt, say, locale)),
    ...titled(say.sections.tickets, ticketsTable(receipt, say, locale)),
    ...titled(say.sections.fares, faresTable(receipt, say, locale)),
    ...moneyBlocks(receipt, say, locale),
    ...termsBlocks(receipt, { say, locale, url }),
    { kind: "heading", level: 2, text: say.sections.seller },
    { kind: "facts", rows: sellerRows(seller, say) },
  ];
  return {
    lang: locale,
    title: `${say.title} ${receipt.locator}`,
    subject: `${say.subject} ${receipt.locator}`,
    author: locale === "ko" ? airline.nameKo : airline.nameEn,
    asOf: receipt.asOf,
    foot: (page, pages) => say.foot(receipt.locator, page, pages),
    blocks,
  };
}

const titled = (text: string, table: Table): Block[] =>
  table.rows.length > 0 ? [{ kind: "heading", level: 2, text }, table] : [];

function headFacts(
  { locator, issuedAt, asOf, only, miles, ...receipt }: Receipt,
  { say, locale, url }: { say: ReceiptWords; locale: Locale; url: string },
): [string, string][] {
  const inKorea = (at: string) => formatInstant(at, KOREA_ZONE, "dateTime", locale);
  const reissued = receipt.tickets.some(({ replaces }) => replaces !== null);
  const inPart = receipt.tickets.some(({ coupons }) => coupons.some(({ state }) => state === "REFUNDED"));
  const states = [
    receipt.isCancelled ? say.state.cancelled : say.state.confirmed,
    ...(!receipt.isCancelled && inPart ? [say.state.partRefunded] : []),
    ...(reissued ? [say.state.reissued] : []),
  ];
  return [
    [say.facts.locator, locator],
    [say.facts.state, states.join(" · ")],
    ...(only ? [[say.facts.passenger, only.name] as [string, string]] : []),
    [say.facts.issued, inKorea(issuedAt)],
    [say.facts.asOf, inKorea(asOf)],
    ...(miles === null ? [] : [[say.facts.miles, say.miles(formatInteger(miles))] as [string, string]]),
    [say.facts.more, url],
  ];
}

/** Each passenger's price of each flight, by what it consists of: these are the lines of the order. */
function faresTable({ fares, fareTotal }: Receipt, say: ReceiptWords, locale: Locale): Table {
  const won = (amount: number) => formatKrw(amount, locale);
  const kinds = priceLineKinds.filter((kind) => fares.some(({ amounts }) => amounts[kind] !== 0));
  const sumOf = (kind: (typeof kinds)[number]) => fares.reduce((sum, { amounts }) => sum + amounts[kind], 0);
  return {
    kind: "table",
    columns: [
      { head: say.heads.passenger, share: 22 },
      { head: say.heads.flight, share: 10 },
      ...kinds.map((kind) => ({ head: say.charges[kind], share: 14, align: "right" as const })),
      { head: say.heads.total, share: 15, align: "right" },
    ],
    rows: fares.map(({ passenger, designator, amounts, total }) => [
      passenger,
      designator,
      ...kinds.map((kind) => won(amounts[kind])),
      won(total),
    ]),
    total: [say.total, "", ...kinds.map((kind) => won(sumOf(kind))), won(fareTotal)],
  };
}

const sellerRows = ({ registration, mailOrder, ...seller }: Seller, say: ReceiptWords): [string, string][] =>
  Object.entries({ ...seller, registration, mailOrder }).flatMap(([fact, value]) =>
    value ? [[say.seller[fact as keyof Seller], value] as [string, string]] : [],
  );

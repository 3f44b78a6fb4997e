import { formatInstant, formatKrw } from "@/i18n/format";
import { KOREA_ZONE, type Locale } from "@/server/shared/airline";
import { waivableFees } from "@/server/shared/order-terms";
import type { Block, Table } from "./pdf/paper";
import type { Receipt, ReceiptEntry } from "./receipt";
import type { ReceiptWords } from "./receipt-vocabulary";

/** What the order cost in all, line by line, what was paid for it and what was given back. */
export function moneyBlocks(receipt: Receipt, say: ReceiptWords, locale: Locale): Block[] {
  const { payments, refunds } = receipt;
  const statement: Block[] = [
    { kind: "heading", level: 2, text: say.sections.entries },
    entriesTable(receipt, say, locale),
  ];
  if (!payments || !refunds) return [...statement, { kind: "text", look: "muted", text: say.onlyNote }];
  return [
    ...statement,
    { kind: "heading", level: 2, text: say.sections.payments },
    paymentsTable({ ...receipt, payments }, say, locale),
    { kind: "heading", level: 2, text: say.sections.refunds },
    refunds.length > 0
      ? refundsTable({ refunds }, say, locale)
      : { kind: "text", look: "muted", text: say.noRefunds },
  ];
}

const isFee = (kind: string): boolean => (waivableFees as readonly string[]).includes(kind);

/** Each change of the order with its lines. Their sum is what was paid less what was given back. */
function entriesTable({ entries, balance, isCancelled }: Receipt, say: ReceiptWords, locale: Locale): Table {
  const won = (amount: number) => formatKrw(amount, locale);
  const rowsOf = ({ at, kind, charges }: ReceiptEntry) =>
    charges.map((charge) => [
      formatInstant(at, KOREA_ZONE, "dateTime", locale),
      kind === "CANCEL" && !isCancelled ? say.state.partRefunded : say.changes[kind],
      charge.amount < 0 && isFee(charge.kind)
        ? say.waived(say.charges[charge.kind])
        : say.charges[charge.kind],
      won(charge.amount),
    ]);
  return {
    kind: "table",
    columns: [
      { head: say.heads.date, share: 32 },
      { head: say.heads.what, share: 24 },
      { head: say.heads.item, share: 26 },
      { head: say.heads.amount, share: 18, align: "right" },
    ],
    rows: entries.flatMap(rowsOf),
    total: [say.balance, "", "", won(balance)],
  };
}

function paymentsTable(
  { payments, paidIn }: Receipt & { payments: NonNullable<Receipt["payments"]> },
  say: ReceiptWords,
  locale: Locale,
): Table {
  const won = (amount: number) => formatKrw(amount, locale);
  const sum = payments.reduce((all, each) => all + ("transfer" in each ? each.transfer : each.amount), 0);
  const transferText = (amount: number) =>
    amount > 0 && paidIn !== null ? say.transferredIn(paidIn) : say.transferredOut;
  return {
    kind: "table",
    columns: [
      { head: say.heads.date, share: 34 },
      { head: say.heads.method, share: 46 },
      { head: say.heads.amount, share: 20, align: "right" },
    ],
    rows: payments.map((payment) =>
      "transfer" in payment
        ? ["-", transferText(payment.transfer), won(payment.transfer)]
        : [
            payment.at === null ? "-" : formatInstant(payment.at, KOREA_ZONE, "dateTime", locale),
            say.online(payment.reference),
            won(payment.amount),
          ],
    ),
    total: [say.paid, "", won(sum)],
  };
}

function refundsTable(
  { refunds }: { refunds: NonNullable<Receipt["refunds"]> },
  say: ReceiptWords,
  locale: Locale,
): Table {
  const won = (amount: number) => formatKrw(amount, locale);
  return {
    kind: "table",
    columns: [
      { head: say.heads.standing, share: 40 },
      { head: say.heads.method, share: 40 },
      { head: say.heads.amount, share: 20, align: "right" },
    ],
    rows: refunds.map(({ amount, reference, completedAt }) => [
      completedAt === null
        ? say.refundPending
        : say.refundDone(formatInstant(completedAt, KOREA_ZONE, "dateTime", locale)),
      say.refundTo(reference),
      won(amount),
    ]),
    total: [say.refunded, "", won(refunds.reduce((sum, { amount }) => sum + amount, 0))],
  };
}

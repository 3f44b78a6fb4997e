/**
 * The rows that belong to one sale, by table: `where` finds those of the template, whose aliases are `t` for the table,
 * $1 for the reservation and $2 for its customer. The copies get ids of their own that fit together (`column-rules.ts`).
 */
export type CopiedTable = {
  table: string;
  where: string;
  /** Further conditions on the copy: `s.n` is its number, `$3` the number of all. */
  copies?: string;
  /** Expressions in place of those that the type of a column gives. */
  set?: Readonly<Record<string, string>>;
};

const ofReservation = "t.reservation_id = $1::uuid and $2::uuid is not null";
const ofCustomer = (column: string) => `t.${column} = $2::uuid and $1::uuid is not null`;
/** A fifth of the customers have the same surname; the others' are spread over the alphabet. */
const surname = "case when s.n % 5 = 0 then t.surname else scale.letters(s.n % 20000) end";
const korean = "chr((44032 + s.n % 11172)::int) || chr((44032 + (s.n / 7) % 11172)::int)";
const email = "'scale-' || s.n || '@example.com'";

/** In an order that foreign keys would allow. */
export const COPIED_TABLES: readonly CopiedTable[] = [
  {
    table: "identity.users",
    where: "t.id = $2::uuid and $1::uuid is not null",
    set: { email, name: korean },
  },
  { table: "notification.recipients", where: ofCustomer("user_id"), set: { email, name: korean } },
  { table: "mileage.accounts", where: ofCustomer("member_id") },
  {
    table: "reservation.reservations",
    where: "t.id = $1::uuid and $2::uuid is not null",
    set: {
      contact_email: email,
      contact_phone: "'+8210' || lpad(s.n::text, 8, '0')",
      idempotency_key: "'scale-' || s.n",
      status: "case s.n % 20 when 7 then 'CANCELLED' when 13 then 'EXPIRED' else t.status end",
    },
  },
  { table: "reservation.segments", where: ofReservation, set: { flight_id: "s.flight_id" } },
  {
    table: "reservation.passengers",
    where: ofReservation,
    set: {
      surname,
      surname_key: surname,
      given_name: "scale.letters(s.n)",
      korean_name: korean,
      ticket_number: "scale.ticket(t.ticket_number, s.n)",
    },
  },
  { table: "reservation.price_lines", where: ofReservation },
  { table: "reservation.changes", where: ofReservation },
  { table: "reservation.tickets", where: ofReservation, set: { number: "scale.ticket(t.number, s.n)" } },
  {
    table: "reservation.coupons",
    where: ofReservation,
    set: { ticket_number: "scale.ticket(t.ticket_number, s.n)" },
  },
  { table: "reservation.charges", where: ofReservation },
  { table: "reservation.payment_decisions", where: ofReservation },
  {
    table: "payment.payments",
    where: ofReservation,
    set: {
      checkout_session_id: "t.checkout_session_id || '-' || s.n",
      payment_intent_id: "t.payment_intent_id || '-' || s.n",
    },
  },
  { table: "mileage.ledger", where: ofReservation },
  {
    table: "notification.messages",
    where: ofReservation,
    set: { address: email, link: "'/trips/' || s.locator" },
  },
  {
    table: "shared.audit_log",
    where: "t.correlation_id = $1::uuid and $2::uuid is not null",
    set: {
      entity_id:
        "case when t.entity_id = $1::text then scale.copy_of($1::uuid, s.n)::text else t.entity_id end",
      actor_id: "case when t.actor_id = $2::text then scale.copy_of($2::uuid, s.n)::text else t.actor_id end",
    },
  },
  // What is older than thirty days has been forgotten, and no projection reads a transaction that ended long ago.
  {
    table: "shared.outbox",
    where: "t.correlation_id = $1::uuid and $2::uuid is not null",
    copies: "s.back < interval '30 days'",
    set: { xid: "'3'::xid8", published_at: "t.published_at" },
  },
];

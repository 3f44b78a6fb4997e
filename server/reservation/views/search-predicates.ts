import { and, type SQL, sql } from "drizzle-orm";
import type { z } from "zod";
import { parseLocator } from "@/server/reservation/domain/locator";
import { parseTicketNumber } from "@/server/reservation/domain/ticket-number";
import { currentSegment } from "@/server/reservation/order/predicates";
import { airline } from "@/server/shared/airline";
import { canonical } from "@/server/shared/canonical";
import { comparableEmail } from "@/server/shared/email";
import { isFlightDate } from "@/server/shared/fields";
import { nameKey } from "@/server/shared/person-name";
import { parsePhone } from "@/server/shared/phone";
import { addDays, KOREA_ZONE } from "@/server/shared/time";
import type { searchReservationsInput } from "./lookup-schemas";

type Wanted = z.output<typeof searchReservationsInput>;

/** SQL over `r`: the reservations that a list has. `whole` as in a search. */
export function listedReservations(wanted: Wanted, whole: boolean): SQL {
  const { q, status, bookedFrom, bookedTo, customers } = wanted;
  const startOf = (day: string) => sql`(${day}::date::timestamp at time zone ${KOREA_ZONE})`;
  const legs = conditionOnLegs(wanted);
  return and(
    sql`true`,
    q ? matchingSearch({ q, customers, whole }) : undefined,
    status ? sql`r.status = ${status}` : undefined,
    bookedFrom ? sql`r.held_at >= ${startOf(bookedFrom)}` : undefined,
    bookedTo ? sql`r.held_at < ${startOf(addDays(bookedTo, 1))}` : undefined,
    legs ? sql`r.id in (${onFlight(legs)})` : undefined,
  ) as SQL;
}

/** SQL over a flight `f` of the reservation: one flight has to satisfy all of it. */
const conditionOnLegs = ({ flight, designator, departFrom, departTo, origin, destination }: Wanted) =>
  and(
    flight ? sql`f.id = ${flight}` : undefined,
    designator ? sql`f.designator = ${designator}` : undefined,
    departFrom ? sql`f.departure_date >= ${departFrom}` : undefined,
    departTo ? sql`f.departure_date <= ${departTo}` : undefined,
    origin ? sql`f.origin = ${origin}` : undefined,
    destination ? sql`f.destination = ${destination}` : undefined,
  );

/** What was typed into the search of reservations. `whole`: an e-mail address or number counts only when it is complete. */
type Search = { q: string; customers: readonly string[]; whole: boolean };

/** SQL over `r`: each way to understand `q` uses an index of its own; the found ids are united. */
export function matchingSearch({ q, customers, whole }: Search): SQL {
  const ways = q.includes("@")
    ? [byEmail(q, whole), ...byCustomers(customers)]
    : [...byNumber(q), ...byPhone(q, whole), ...byName(q)];
  return ways.length === 0 ? sql`false` : sql`r.id in (${sql.join(ways, sql` union all `)})`;
}

function byEmail(q: string, whole: boolean): SQL {
  const email = comparableEmail(q);
  const asked = whole ? sql`= ${email}` : sql`like ${prefix(email)}`;
  return sql`select id from reservation.reservations where lower(contact_email) ${asked}`;
}

const byCustomers = (ids: readonly string[]) =>
  ids.length === 0
    ? []
    : [
        sql`select id from reservation.reservations where customer_id in (${sql.join(
          ids.map((id) => sql`${id}`),
          sql`, `,
        )})`,
      ];

/** By ticket number, by flight designator with or without a date, and by locator. */
function byNumber(q: string): SQL[] {
  const ticket = ticketNumberOf(q);
  const ways: SQL[] = ticket ? [byTicket(ticket)] : [];
  const flight = /^([A-Z0-9]{2}\d{1,4}[A-Z]?)(?:\s+(\d{4}-\d{2}-\d{2}))?$/i.exec(canonical(q));
  const [, designator, date] = flight ?? [];
  if (designator && (date === undefined || isFlightDate(date)))
    ways.push(
      onFlight(
        sql`f.designator = ${designator.toUpperCase()} ${date ? sql`and f.departure_date = ${date}` : sql``}`,
      ),
    );
  const locator = parseLocator(q);
  if (locator) ways.push(sql`select id from reservation.reservations where locator = ${locator}`);
  return ways;
}

/** Every ticket that was ever issued finds its reservation, also one that a later change replaced. */
const byTicket = (ticket: string) =>
  sql`select t.reservation_id from reservation.tickets t where t.number = ${ticket}`;

/** A ticket number as it was typed: with its check digit, or without the airline's own three digits, as people read it out. */
function ticketNumberOf(q: string): string | null {
  const digits = digitsOf(q);
  if (!/^[\d\s-]+$/.test(canonical(q))) return null;
  if (digits.length === 10) return parseTicketNumber(airline.accountingCode + digits);
  return parseTicketNumber(digits.slice(0, 13));
}

const digitsOf = (text: string) => canonical(text).replaceAll(/\D/g, "");

/** The digits of a telephone number by which it is found, in any spelling. */
const KEY_DIGITS = 8;

/** The digits of the stored contact number, as the index reservations_phone has them. Older rows are not in E.164. */
const phoneDigits = sql`regexp_replace(contact_phone, '\\D', '', 'g')`;

/**
 * SQL for the ids of reservations by the telephone number of their contact: as it is dialled at home or from abroad, or its
 * last digits from the eighth on. A number that is complete finds that number alone. Empty for text that is no number.
 */
export function byPhone(q: string, whole: boolean): SQL[] {
  if (!/^[+\d\s().-]+$/.test(canonical(q))) return [];
  const number = parsePhone(q);
  // Korean numbers are stored with 82 or, in older rows, with 0 before the same digits.
  const digits = number ? number.replace(/^\+(?:82)?/, "") : digitsOf(q).replace(/^0+(?=\d{8})/, "");
  if (digits.length < KEY_DIGITS || (whole && !number)) return [];
  const rest = whole
    ? sql`${phoneDigits} in (${number?.slice(1) ?? digits}, ${`0${digits}`})`
    : sql`${phoneDigits} like ${`%${digits}`}`;
  return [
    sql`select id from reservation.reservations where contact_phone is not null
      and right(${phoneDigits}, ${sql.raw(String(KEY_DIGITS))}) = ${digits.slice(-KEY_DIGITS)} and ${rest}`,
  ];
}

/**
 * By surname, given name or Korean name; also by both names in either order, of which the last may be incomplete. A Korean
 * name is found by its beginning, and from two syllables on by its end: the given name.
 */
function byName(q: string): SQL[] {
  const key = nameKey(q.replaceAll("/", " "));
  if (key === "") return [];
  const typed = canonical(q).replaceAll(/\s/g, "");
  const reversed = sql`(${givenNameKey} || p.surname_key) like ${prefix(key)}`;
  const ways = [
    passengersWith(sql`p.surname_key = ${key}`),
    passengersWith(sql`${givenNameKey} = ${key} and ${reversed}`),
    passengersWith(sql`replace(p.korean_name, ' ', '') like ${prefix(typed)}`),
  ];
  if (/^\p{Script=Hangul}{2,}$/u.test(typed))
    ways.push(
      passengersWith(sql`reverse(replace(p.korean_name, ' ', '')) like ${prefix(reversedText(typed))}`),
    );
  if (!/[\s/]/.test(q)) return ways;
  const inOrder = sql`(p.surname_key || ${givenNameKey}) like ${prefix(key)}`;
  return [...ways, passengersWith(reversed), passengersWith(inOrder)];
}

const reversedText = (text: string) => [...text].reverse().join("");

/** The expression of the indexes passengers_full_name and passengers_name_reversed. */
const givenNameKey = sql`translate(p.given_name, ' -''', '')`;

const prefix = (text: string) => `${text.replaceAll(/[\\%_]/g, "\\$&")}%`;

const passengersWith = (condition: SQL) =>
  sql`select p.reservation_id from reservation.passengers p where ${condition}`;

/** The reservations with a flight `f` in their trip; a flight that was given up is in it no more. */
const onFlight = (condition: SQL) =>
  sql`select s.reservation_id from reservation.segments s
    join reservation.flights f on f.id = s.flight_id where ${currentSegment} and ${condition}`;

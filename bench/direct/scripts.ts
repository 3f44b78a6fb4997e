import { randomBytes } from "node:crypto";
import type { Customer } from "@/bench/support/customers";
import { newLocator } from "@/server/reservation/domain/locator";
import { parseTicketNumber, ticketNumber } from "@/server/reservation/domain/ticket-number";
import { airline } from "@/server/shared/airline";
import { uuidv7 } from "@/server/shared/ids";
import type { Recording, Statement } from "./record";

/** Far above the serials of the site's own bookings. */
let ticketSerial = 9_000_000_000;

const TICKET = `\\b${airline.accountingCode}\\d{10}\\b`;
const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

/** Turns a recording into the statements of any number of other bookings. */
export class Scripts {
  /** The recorded values as text, cut where bookings differ. */
  private readonly pieces: string[];

  constructor(private readonly recording: Recording) {
    const { customer, flightId, locator, sessionId, clientKey } = recording;
    const own = [customer.email, sessionId, clientKey, locator].map(escaped);
    // Pieces at odd places are the matches.
    const cut = new RegExp(`(${own.join("|")}|\\b${flightId}\\b|${TICKET}|${UUID})`);
    this.pieces = JSON.stringify(recording.statements.map(({ values }) => values)).split(cut);
  }

  /** The same booking for somebody else, on another flight, under ids of its own. */
  build(customer: Customer, flightId: number): Statement[] {
    const { recording } = this;
    const fresh = new Map([
      [recording.customer.id, customer.id],
      [recording.customer.email, customer.email],
      [String(recording.flightId), String(flightId)],
      [recording.locator, newLocator()],
      [recording.sessionId, `cs_test_${randomBytes(16).toString("hex")}`],
      [recording.clientKey, randomBytes(16).toString("base64url")],
    ]);
    const replaced = (piece: string) => {
      const known = fresh.get(piece) ?? (parseTicketNumber(piece) ? ticketNumber(++ticketSerial) : uuidv7());
      fresh.set(piece, known);
      return known;
    };
    const text = this.pieces.map((piece, n) => (n % 2 === 1 ? replaced(piece) : piece)).join("");
    const values = JSON.parse(text) as unknown[][];
    return recording.statements.map((statement, n) => ({ text: statement.text, values: values[n] ?? [] }));
  }
}

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

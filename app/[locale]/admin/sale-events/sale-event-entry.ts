import { formOf, textField } from "@/app/_lib/actions/form";
import { type SaleEventValues, saleEventFields } from "@/components/admin/sale-events/sale-event-form";
import { canonical } from "@/server/shared/canonical";
import { KOREA_ZONE, SCHEDULE_CLOCK_POLICY, toInstant, toLocal } from "@/server/shared/time";
import {
  DEFAULT_SHOPPERS_PER_MINUTE,
  DEFAULT_STAY_MINUTES,
  DEFAULT_WAIT_MINUTES,
  type SaleEvent,
} from "@/server/waiting-room/schemas";

/** A hundred routes, each on its line. */
const MAX_ROUTES_LENGTH = 2_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** What a form about a sale event has, as typed. */
export function saleEventValuesOf(sent: unknown): SaleEventValues {
  const form = formOf(sent);
  return Object.fromEntries(
    saleEventFields.map((name) => [
      name,
      textField(form, name, name === "routes" ? MAX_ROUTES_LENGTH : undefined),
    ]),
  );
}

/** The same as the input of a verb. What cannot be read stays wrong, so that the verb says so at its field. */
export function saleEventInputOf(values: SaleEventValues) {
  const text = (name: string) => values[name] ?? "";
  return {
    nameKo: text("nameKo"),
    nameEn: text("nameEn"),
    routes: text("routes")
      .toUpperCase()
      .split(/[\s,]+/)
      .filter(Boolean),
    firstDay: text("firstDay") || null,
    lastDay: text("lastDay") || null,
    waitsFrom: instantOf(text("waitsFrom")),
    opensAt: instantOf(text("opensAt")),
    closesAt: instantOf(text("closesAt")),
    shoppersPerMinute: wholeNumber(text("shoppersPerMinute")) as number,
    targetP95Ms: text("pace") === "ADAPTIVE" ? (wholeNumber(text("targetP95Ms")) as number) : null,
    mostShoppers: wholeNumber(text("mostShoppers")) as number,
    stayMinutes: wholeNumber(text("stayMinutes")) as number,
  };
}

/** A time by the Korean clock, as its instant; the text itself when it is none. */
function instantOf(typed: string): string {
  const [date = "", time = ""] = typed.split("T");
  try {
    return toInstant(date, time.slice(0, 5), KOREA_ZONE, SCHEDULE_CLOCK_POLICY);
  } catch {
    return typed;
  }
}

/** The typed number; undefined when nothing was typed, a fraction for text that is no whole number. */
function wholeNumber(typed: string): number | undefined {
  const digits = canonical(typed).replaceAll(/[,\s]/g, "");
  if (digits === "") return undefined;
  return /^\d{1,15}$/.test(digits) ? Number(digits) : 0.5;
}

const korean = (at: Date): string => {
  const { date, time } = toLocal(at, KOREA_ZONE);
  return `${date}T${time}`;
};

/** What the form of a new sale event begins with: the opening at the next full hour but one. */
export function newSaleEvent(now: Date): SaleEventValues {
  const opensAt = new Date(Math.ceil(now.getTime() / HOUR_MS) * HOUR_MS + HOUR_MS);
  return {
    ...{ nameKo: "", nameEn: "", routes: "", firstDay: "", lastDay: "", pace: "FIXED", targetP95Ms: "" },
    waitsFrom: korean(new Date(opensAt.getTime() - DEFAULT_WAIT_MINUTES * MINUTE_MS)),
    opensAt: korean(opensAt),
    closesAt: korean(new Date(opensAt.getTime() + 6 * HOUR_MS)),
    shoppersPerMinute: String(DEFAULT_SHOPPERS_PER_MINUTE),
    mostShoppers: String(DEFAULT_SHOPPERS_PER_MINUTE * DEFAULT_STAY_MINUTES),
    stayMinutes: String(DEFAULT_STAY_MINUTES),
  };
}

/** What the form of a sale event begins with. */
export const valuesOf = (event: SaleEvent): SaleEventValues => ({
  nameKo: event.nameKo,
  nameEn: event.nameEn,
  routes: event.routes.join("\n"),
  firstDay: event.firstDay ?? "",
  lastDay: event.lastDay ?? "",
  waitsFrom: korean(event.waitsFrom),
  opensAt: korean(event.opensAt),
  closesAt: korean(event.closesAt),
  pace: event.targetP95Ms === null ? "FIXED" : "ADAPTIVE",
  shoppersPerMinute: String(event.shoppersPerMinute),
  targetP95Ms: String(event.targetP95Ms ?? ""),
  mostShoppers: String(event.mostShoppers),
  stayMinutes: String(event.stayMinutes),
});

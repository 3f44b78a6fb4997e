import { uuidOf } from "@/server/shared/ids";
import { alternativesOf, type JsonSchema } from "./json-schema";

/** Texts and numbers that are easy to read, by the name of their field. */
const WORDS: Readonly<Record<string, string | number>> = {
  locator: "BCDFGH",
  newLocator: "ZXCV23",
  fromLocator: "BCDFGH",
  contactEmail: "minji.kim@example.com",
  email: "minji.kim@example.com",
  maskedNewEmail: "l**@example.com",
  maskedPhone: "•••• 1234",
  designator: "MA101",
  origin: "GMP",
  destination: "CJU",
  code: "GMP",
  cityCode: "SEL",
  country: "KR",
  originCityKo: "서울",
  originCityEn: "Seoul",
  destinationCityKo: "제주",
  destinationCityEn: "Jeju",
  cityKo: "서울",
  cityEn: "Seoul",
  nameKo: "김포",
  nameEn: "Gimpo",
  zone: "Asia/Seoul",
  originZone: "Asia/Seoul",
  destinationZone: "Asia/Seoul",
  departsAt: "2026-12-01T22:30:00.000Z",
  arrivesAt: "2026-12-01T23:40:00.000Z",
  departureDate: "2026-12-02",
  arrivalDate: "2026-12-02",
  aircraftType: "A321",
  brand: "STANDARD",
  cabin: "ECONOMY",
  seat: "12A",
  seats: "12A",
  name: "KIM/MINJI",
  surname: "KIM",
  givenName: "MINJI",
  ticketNumber: "9882100000001",
  previousTicketNumber: "9882100000000",
  distanceMiles: 275,
  mileageRatePercent: 50,
  checkedBaggageKg: 15,
  totalAmount: 98_000,
  amount: 98_000,
  paidAmount: 98_000,
  refundAmount: 93_000,
  givenUpAmount: 49_000,
  transferredAmount: 49_000,
  balance: 12_000,
  feeAmount: 5_000,
  waivedAmount: 5_000,
  deltaMiles: 138,
  earnedMiles: 138,
  takenBackMiles: 138,
  balanceMiles: 1_234,
  flightId: 101,
  cancelledFlightId: 101,
  template: "confirmed",
  subject: "예약이 확정되었습니다 · BCDFGH",
  reason: "기상 악화",
  error: "451 try again later",
  profileVersion: 2,
};

/** Whose id the elements of a list have, so that pairs of ids find them. */
const IDS: Readonly<Record<string, string>> = {
  passengers: "passengerId",
  leaving: "passengerId",
  segments: "segmentId",
  before: "segmentId",
};

const MOMENT = "2026-11-30T03:20:00.000Z";

/**
 * Examples of a schema that together have every field and every value of a closed list: for each value of the longest list one
 * with all fields, since the list may stand in a field that may be absent, and one with those alone that are never absent. In
 * the latter a field that may be null is null.
 */
export function makeExamples(schema: JsonSchema): unknown[] {
  const most = Math.max(longestList(schema), 2);
  const examples = [
    ...Array.from({ length: most }, (_, turn) => exampleOf(schema, { isFull: true, turn }, "data")),
    ...Array.from({ length: most }, (_, turn) => exampleOf(schema, { isFull: false, turn }, "data")),
  ];
  return [...new Set(examples.map((example) => JSON.stringify(example)))].map(
    (text) => JSON.parse(text) as unknown,
  );
}

/** `turn`: which value of each closed list is taken. */
type Choice = { isFull: boolean; turn: number };

function exampleOf(schema: JsonSchema, choice: Choice, name: string): unknown {
  const alternatives = alternativesOf(schema);
  const empty = alternatives.find((one) => one.type === "null");
  const [one = {}] = alternatives.filter((each) => each.type !== "null");
  if (empty && !choice.isFull) return null;
  if (one.enum) return one.enum[choice.turn % one.enum.length];
  switch (one.type) {
    case "object":
      return objectOf(one, choice, name);
    case "array":
      return listOf(one, choice, name);
    case "boolean":
      return true;
    case "integer":
      return WORDS[name] ?? Math.max(one.minimum ?? 1, 1);
    case "string":
      return textOf(one, choice, name);
    default:
      return {};
  }
}

function textOf({ format }: JsonSchema, { turn }: Choice, name: string): string {
  if (format === "uuid") return uuidOf(`example:${name}:${/^(passenger|segment)Id$/.test(name) ? turn : 0}`);
  if (format === "date-time" || /(At|Deadline)$/.test(name)) return String(WORDS[name] ?? MOMENT);
  return String(WORDS[name] ?? name);
}

function objectOf(schema: JsonSchema, choice: Choice, name: string): object {
  const { properties = {}, required = [], additionalProperties } = schema;
  if (typeof additionalProperties === "object")
    return { ECONOMY: exampleOf(additionalProperties, choice, name) };
  const mayBeNull = (inner: JsonSchema) => alternativesOf(inner).some((one) => one.type === "null");
  const isWanted = ([field, inner]: [string, JsonSchema]) =>
    choice.isFull || required.includes(field) || (choice.turn > 0 && mayBeNull(inner));
  const keyOf = (field: string) => (field === "id" ? (IDS[name] ?? field) : field);
  return Object.fromEntries(
    Object.entries(properties)
      .filter(isWanted)
      .map(([field, inner]) => [field, exampleOf(inner, choice, keyOf(field))]),
  );
}

/** In a full example a list has an element for each value of the closed lists in it. */
function listOf({ items = {}, maxItems = Infinity }: JsonSchema, choice: Choice, name: string): unknown[] {
  const length = choice.isFull ? Math.min(longestList(items, true), maxItems) : 1;
  return Array.from({ length }, (_, n) => exampleOf(items, { ...choice, turn: choice.turn + n }, name));
}

/** The length of the longest closed list in a schema, at least 1. Lists of values inside of a list count only with `inLists`. */
function longestList(schema: JsonSchema, inLists = false): number {
  const lengths = alternativesOf(schema).flatMap((one) => [
    one.enum?.length ?? 1,
    ...Object.values(one.properties ?? {}).map((inner) => longestList(inner, inLists)),
    ...(inLists && one.items?.enum ? [longestList(one.items)] : []),
  ]);
  return Math.max(1, ...lengths);
}

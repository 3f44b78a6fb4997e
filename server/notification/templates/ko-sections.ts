import { formatInstant, formatInteger, formatKrw, formatLocalDate } from "@/i18n/format";
import type { NotifiableData } from "@/server/notification/events";
import { cancelledFlight } from "./cancelled-flight";
import type { Section } from "./content";
import { seatsOf } from "./seats";

type Reservation = Pick<NotifiableData["reservationHeld"], "segments">;
type Segment = Reservation["segments"][number];

export const won = (amount: number) => formatKrw(amount, "ko");
export const miles = (amount: number) => `${formatInteger(amount)}마일`;
const local = (at: string, zone: string) => `${formatInstant(at, zone, "dateTime", "ko")} 현지 시각`;
const cabins: Record<string, string> = { ECONOMY: "일반석", BUSINESS: "비즈니스석" };
const brands: Record<string, string> = {
  SAVER: "세이버",
  STANDARD: "스탠더드",
  FLEX: "플렉스",
  BUSINESS: "비즈니스",
};
const types = { ADULT: "성인", CHILD: "소아", INFANT: "유아" } as const;
export const closing = "MSA 항공 드림";

const fare = ({ cabin, brand }: Segment) =>
  [cabins[cabin] ?? cabin, brand !== cabin && (brands[brand] ?? brand)].filter(Boolean).join(" ");

/** Returns true when some flights had departed and only the others were cancelled. */
export const isInPart = ({ segments }: Reservation) => segments.some(({ kept }) => kept);

/** Says of each leg whether it departed or was cancelled, when a cancellation kept some of the legs. */
const fateOf = (segment: Segment, { segments }: Reservation): string => {
  if (segment.kept) return " · 출발";
  return isInPart({ segments }) ? " · 취소" : "";
};

const legRows = (s: Segment): Section["rows"] => [
  { label: "항공편", value: `${s.designator} · ${fare(s)}` },
  { label: "구간", value: `${s.originCityKo}(${s.origin}) → ${s.destinationCityKo}(${s.destination})` },
  { label: "출발", value: local(s.departsAt, s.originZone) },
  { label: "도착", value: local(s.arrivesAt, s.destinationZone) },
];

export const itinerary = (r: Reservation, cancelled?: Segment): Section[] =>
  r.segments.map((s, i) => ({
    title: `${r.segments.length > 1 ? `여정 ${i + 1}` : "여정"}${s === cancelled ? " · 결항" : fateOf(s, r)}`,
    rows: legRows(s),
  }));

/** Flights under one title each: "변경 전 여정", with a number when there are several. */
export const titledLegs = (segments: readonly Segment[], title: string): Section[] =>
  segments.map((s, i) => ({ title: segments.length > 1 ? `${title} ${i + 1}` : title, rows: legRows(s) }));

const baggage = (s: Segment): Section["rows"] =>
  s.checkedBaggageKg === undefined
    ? []
    : [{ label: "위탁 수하물", value: s.checkedBaggageKg > 0 ? `${s.checkedBaggageKg}kg` : "없음" }];

export const withBaggage = ({ segments }: Reservation, sections: Section[]): Section[] =>
  sections.map(({ title, rows }, i) => ({
    title,
    rows: [...rows, ...segments.slice(i, i + 1).flatMap(baggage)],
  }));

export const named = ({ designator, departureDate, originCityKo, destinationCityKo }: Segment) =>
  `${formatLocalDate(departureDate, "date", "ko")}에 출발하는 ${designator}편(${originCityKo} → ${destinationCityKo})`;

/** The passenger's type on later flights where a birthday changes it. */
const grown = ({ segments }: Reservation, passengerId: string): string[] =>
  segments.flatMap(({ designator, changedTypes = [] }) =>
    changedTypes
      .filter((changed) => changed.passengerId === passengerId)
      .map(({ type }) => `${designator}편 ${types[type]}`),
  );

export const tickets = (
  r: Pick<NotifiableData["reservationCreated"], "segments" | "passengers">,
  title = "탑승객과 전자항공권",
): Section => ({
  title,
  rows: r.passengers.map((p, i) => {
    const seats = seatsOf(r, p.id);
    const ticket = p.ticketNumber && `항공권 번호 ${p.ticketNumber}`;
    return {
      label: p.name ?? `승객 ${i + 1}`,
      value: [types[p.type], ...grown(r, p.id), ticket, seats && `좌석 ${seats}`].filter(Boolean).join(" · "),
    };
  }),
});

/** Passengers with their tickets. */
export const passengerRows = (people: NotifiableData["reservationCreated"]["passengers"]): Section["rows"] =>
  people.map(({ name, type, ticketNumber }, i) => ({
    label: name ?? `승객 ${i + 1}`,
    value: [types[type], ticketNumber && `항공권 번호 ${ticketNumber}`].filter(Boolean).join(" · "),
  }));

export const booking = (...rows: Section["rows"]): Section => ({ title: "예약 정보", rows });
export const locatorRow = (locator: string) => ({ label: "예약번호", value: locator });

const holdEndings = {
  DEADLINE: "결제 기한까지 결제가 완료되지 않아 예약이 자동으로 취소되었습니다.",
  SALES_CLOSED:
    "출발 시각이 가까워 판매가 마감될 때까지 결제가 완료되지 않아 예약이 자동으로 취소되었습니다.",
  RELEASED: "고객님의 요청으로 결제 전 예약을 취소하였습니다.",
  FLIGHT_CANCELLED: "항공편이 결항되어 결제 전 예약이 취소되었습니다. 불편을 드려 죄송합니다.",
} as const;

export const holdEnding = (r: NotifiableData["reservationExpired"]): string => {
  const flight = r.cause === "FLIGHT_CANCELLED" ? cancelledFlight(r) : undefined;
  const ending = holdEndings[r.cause];
  return flight ? ending.replace("항공편", named(flight)) : ending;
};

const lateRefund = "확인된 결제는 없습니다. 이후 승인되는 결제가 있으면 전액 환불해 드리고 안내해 드립니다.";
const lateOrConfirmed =
  "확인된 결제는 없습니다. 이후 승인되는 결제가 있으면 예약을 확정해 드리거나 전액 환불해 드리고 안내해 드립니다.";

/** Says what happens to a payment that is approved later, and what the customer can do now. */
export const afterHold = {
  DEADLINE: [lateOrConfirmed, "좌석이 남아 있으면 다시 예약하실 수 있습니다."],
  SALES_CLOSED: [
    lateOrConfirmed,
    "판매가 마감된 항공편은 다시 예약하실 수 없으니 다른 항공편을 이용해 주세요.",
  ],
  RELEASED: [lateRefund, "좌석이 남아 있으면 다시 예약하실 수 있습니다."],
  FLIGHT_CANCELLED: [lateRefund, "다른 항공편을 검색하여 다시 예약하실 수 있습니다."],
} as const;

/** Says how much is refunded after the airline cancelled a flight: everything except flights that had departed. */
export const airlineRefund = (r: NotifiableData["reservationCancelled"]): string => {
  if (isInPart(r))
    return "이미 출발한 항공편을 제외한 나머지 여정은 취소되었으며, 그 금액을 수수료 없이 전액 환불해 드립니다. 카드사에 따라 영업일 기준 3–5일이 걸릴 수 있으며, 따로 신청하실 필요가 없습니다.";
  const booking =
    r.segments.length > 1 ? "이 예약은 다른 항공편을 포함해 모두 취소되었으며" : "예약은 취소되었으며";
  const amount =
    r.refundAmount === r.paidAmount
      ? "결제하신 금액을 수수료 없이 전액"
      : "이미 출발한 항공편을 뺀 금액을 수수료 없이";
  return `${booking}, ${amount} 환불해 드립니다. 카드사에 따라 영업일 기준 3–5일이 걸릴 수 있으며, 따로 신청하실 필요가 없습니다.`;
};

export const refusals = {
  HOLD_EXPIRED: "결제 기한이 지난 뒤 결제가 완료되었고, 남은 좌석이 없어 예약을 확정하지 못했습니다.",
  ALREADY_PAID: "이미 결제가 완료된 예약에 결제가 한 번 더 이루어졌습니다.",
  CANCELLED: "이미 취소된 예약에 결제가 이루어졌습니다.",
  AMOUNT_MISMATCH: "결제 금액이 예약 금액과 달라 예약을 확정하지 못했습니다.",
  SALES_CLOSED: "항공편의 판매와 탑승 수속이 마감된 뒤에 결제가 완료되어 예약을 확정하지 못했습니다.",
  FLIGHT_DEPARTED: "항공편이 이미 출발한 뒤에 결제가 완료되어 예약을 확정하지 못했습니다.",
  CHANGE_OUTDATED: "결제하시는 동안 예약 내용이 달라져 예약을 확정하지 못했습니다.",
} as const;

/** "MA101 · 2026년 12월 2일 (수) 서울 → 제주" */
export const legLabel = ({ designator, departureDate, originCityKo, destinationCityKo }: Segment) =>
  `${designator} · ${formatLocalDate(departureDate, "date", "ko")} ${originCityKo} → ${destinationCityKo}`;

type Part = Pick<NotifiableData["partCancelled"], "segments" | "passengers" | "givenUp">;

/** The passengers of a part of the trip, flight by flight. */
export const partOf = (
  { segments, passengers }: Omit<Part, "givenUp">,
  pairs: Part["givenUp"],
  title: string,
): Section => ({
  title,
  rows: segments.flatMap((segment) => {
    const people = passengers.filter(({ id }) =>
      pairs.some(({ segmentId, passengerId }) => segmentId === segment.id && passengerId === id),
    );
    const label = legLabel(segment);
    const names = people.map(({ name }, i) => name ?? `승객 ${i + 1}`);
    return names.length > 0 ? [{ label, value: names.join(", ") }] : [];
  }),
});

/** Says when the refund arrives, or that there is none. */
export const refundNote = (refundAmount: number): string =>
  refundAmount > 0
    ? "아래 환불 금액은 결제하신 수단으로 환불해 드리며, 카드사에 따라 영업일 기준 3–5일이 걸릴 수 있습니다. 환불이 완료되면 다시 안내해 드립니다."
    : "운임 규정에 따라 환불해 드릴 금액이 없습니다.";

/** The fee that the airline left out, and the line that takes it back. No rows when there is none. */
export const waivedFee = (amount = 0): Section["rows"] =>
  amount > 0 ? [{ label: "취소 수수료", value: won(amount) }, ...feeWaiver(amount)] : [];

/** The line that takes a fee back. */
export const feeWaiver = (amount = 0): Section["rows"] =>
  amount > 0 ? [{ label: "수수료 면제", value: won(-amount) }] : [];

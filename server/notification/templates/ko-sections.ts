import { formatInstant, formatInteger, formatKrw, formatLocalDate } from "@/i18n/format";
import { cancelledFlight } from "./cancelled-flight";
import type { Section, ToldData } from "./content";
import { seatsOf } from "./seats";

type Reservation = Pick<ToldData["reservationHeld"], "locator" | "segments" | "passengers">;
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

export const itinerary = ({ segments }: Reservation, cancelled?: Segment): Section[] =>
  segments.map((s, i) => ({
    title: `${segments.length > 1 ? `여정 ${i + 1}` : "여정"}${s === cancelled ? " · 결항" : ""}`,
    rows: [
      { label: "항공편", value: `${s.designator} · ${fare(s)}` },
      { label: "구간", value: `${s.originCityKo}(${s.origin}) → ${s.destinationCityKo}(${s.destination})` },
      { label: "출발", value: local(s.departsAt, s.originZone) },
      { label: "도착", value: local(s.arrivesAt, s.destinationZone) },
    ],
  }));

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

export const tickets = (r: Reservation): Section => ({
  title: "탑승객과 전자항공권",
  rows: r.passengers.map((p, i) => {
    const seats = seatsOf(r, p.id);
    const ticket = p.ticketNumber && `항공권 번호 ${p.ticketNumber}`;
    return {
      label: p.name ?? `승객 ${i + 1}`,
      value: [types[p.type], ticket, seats && `좌석 ${seats}`].filter(Boolean).join(" · "),
    };
  }),
});

export const booking = (...rows: Section["rows"]): Section => ({ title: "예약 정보", rows });
export const locatorRow = (locator: string) => ({ label: "예약번호", value: locator });

const holdEndings = {
  DEADLINE: "결제 기한까지 결제가 완료되지 않아 예약이 자동으로 취소되었습니다.",
  RELEASED: "고객님의 요청으로 결제 전 예약을 취소하였습니다.",
  FLIGHT_CANCELLED: "항공편이 운항하지 않게 되어 결제 전 예약이 취소되었습니다. 불편을 드려 죄송합니다.",
} as const;

export const holdEnding = (r: ToldData["reservationExpired"]): string => {
  const flight = r.cause === "FLIGHT_CANCELLED" ? cancelledFlight(r) : undefined;
  const ending = holdEndings[r.cause];
  return flight ? ending.replace("항공편", named(flight)) : ending;
};

/** What comes back after a flight was cancelled: all of it, but for flights that have been flown. */
export const airlineRefund = (r: ToldData["reservationCancelled"]): string => {
  const booking =
    r.segments.length > 1 ? "이 예약은 다른 항공편을 포함해 모두 취소되었으며" : "예약은 취소되었으며";
  const amount =
    r.refundAmount === r.paidAmount
      ? "결제하신 금액을 수수료 없이 전액"
      : "이미 출발한 항공편을 뺀 금액을 수수료 없이";
  return `${booking}, ${amount} 돌려드립니다. 따로 신청하실 필요가 없습니다.`;
};

export const refusals = {
  HOLD_EXPIRED: "결제 기한이 지난 뒤 결제가 완료되었고, 남은 좌석이 없어 예약을 확정하지 못했습니다.",
  ALREADY_PAID: "이미 결제가 완료된 예약에 결제가 한 번 더 이루어졌습니다.",
  CANCELLED: "이미 취소된 예약에 결제가 이루어졌습니다.",
  AMOUNT_MISMATCH: "결제 금액이 예약 금액과 달라 예약을 확정하지 못했습니다.",
} as const;

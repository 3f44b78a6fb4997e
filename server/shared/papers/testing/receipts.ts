import type { PassengerType } from "@/server/shared/fare-terms";
import type { Receipt, ReceiptFlight } from "@/server/shared/papers/receipt";

const flight = (changes: Partial<ReceiptFlight> = {}): ReceiptFlight => ({
  ...{ designator: "MA101", origin: "ICN", destination: "LAX", originCityKo: "서울", originCityEn: "Seoul" },
  ...{ destinationCityKo: "로스앤젤레스", destinationCityEn: "Los Angeles" },
  ...{ originNameKo: "인천국제공항", originNameEn: "Incheon International Airport" },
  ...{ destinationNameKo: "로스앤젤레스국제공항", destinationNameEn: "Los Angeles International Airport" },
  ...{ originZone: "Asia/Seoul", destinationZone: "America/Los_Angeles" },
  ...{ departsAt: "2027-03-01T05:30:00.000Z", arrivesAt: "2027-03-01T16:10:00.000Z" },
  ...{ brandKo: "스탠더드", brandEn: "Standard", checkedBaggageKg: 23, carryOnKg: 10 },
  ...{ changeFeeKrw: 50_000, mileageRatePercent: 100, state: "AHEAD" },
  ...changes,
});

const back = flight({
  ...{
    designator: "MA102",
    origin: "LAX",
    destination: "ICN",
    originCityKo: "로스앤젤레스",
    originCityEn: "Los Angeles",
  },
  ...{ destinationCityKo: "서울", destinationCityEn: "Seoul", originZone: "America/Los_Angeles" },
  ...{ originNameKo: "로스앤젤레스국제공항", originNameEn: "Los Angeles International Airport" },
  ...{ destinationNameKo: "인천국제공항", destinationNameEn: "Incheon International Airport" },
  ...{
    destinationZone: "Asia/Seoul",
    departsAt: "2027-03-08T19:30:00.000Z",
    arrivesAt: "2027-03-09T09:00:00.000Z",
  },
});

export type Person = { name: string; type?: PassengerType };

const prices = {
  ADULT: [400_000, 80_000, 17_000, 7_000],
  CHILD: [300_000, 80_000, 17_000, 0],
  INFANT: [40_000, 0, 0, 0],
};

/** A return trip of a party as it is after the sale. */
export function receiptFor(people: readonly Person[], changes: Partial<Receipt> = {}): Receipt {
  const flights = [flight(), back];
  const fares = people.flatMap(({ name, type = "ADULT" }) =>
    flights.map(({ designator }) => {
      const [FARE = 0, FUEL_SURCHARGE = 0, AIRPORT_CHARGE = 0, DEPARTURE_LEVY = 0] = prices[type];
      const amounts = { FARE, FUEL_SURCHARGE, AIRPORT_CHARGE, DEPARTURE_LEVY };
      return {
        passenger: name,
        designator,
        amounts,
        total: FARE + FUEL_SURCHARGE + AIRPORT_CHARGE + DEPARTURE_LEVY,
      };
    }),
  );
  const fareTotal = fares.reduce((sum, { total }) => sum + total, 0);
  const at = "2026-12-01T03:00:00.000Z";
  return {
    ...{
      locator: "K7M2QX",
      asOf: "2026-12-02T03:00:00.000Z",
      issuedAt: at,
      isCancelled: false,
      paidIn: null,
      only: null,
    },
    flights,
    tickets: people.map(({ name, type = "ADULT" }, n) => ({
      ...{ number: `98812345678${String(n).padStart(2, "0")}`, passenger: name, replaces: null },
      coupons: flights.map((leg, index) => ({
        ...{
          number: index + 1,
          designator: leg.designator,
          origin: leg.origin,
          destination: leg.destination,
        },
        ...{ day: leg.departsAt.slice(0, 10), type, state: "OPEN" as const },
        seat: type === "INFANT" ? null : `${20 + n}A`,
      })),
    })),
    ...{ fares, fareTotal, balance: fareTotal },
    entries: [{ at, kind: "ISSUE", charges: [{ kind: "FARE", amount: fareTotal }] }],
    payments: [{ at, amount: fareTotal, reference: "a1b2c3" }],
    ...{ refunds: [], miles: 12_345 },
    terms: [
      {
        ...{
          scope: "INTERNATIONAL",
          brand: "STANDARD",
          brandKo: "스탠더드",
          brandEn: "Standard",
          refundable: true,
        },
        ...{ freeWithinHoursOfPurchase: 24, freeFromDaysToDeparture: null },
        fees: [
          { minDaysToDeparture: 31, feeKrw: 50_000, farePercent: 0 },
          { minDaysToDeparture: 0, feeKrw: 100_000, farePercent: 0 },
          { minDaysToDeparture: -1, feeKrw: 100_000, farePercent: 20 },
        ],
      },
    ],
    ...changes,
  };
}

import { sellFlights } from "@/server/reservation/inventory/sell-flights";
import { systemContext } from "@/server/shared/context";
import { testFlight } from "./flight";

let nextFlightId = 1;

const airports = [
  {
    code: "GMP",
    nameKo: "김포국제공항",
    nameEn: "Gimpo",
    cityKo: "서울",
    cityEn: "Seoul",
    cityCode: "SEL",
    country: "KR",
    zone: "Asia/Seoul",
  },
  {
    code: "CJU",
    nameKo: "제주국제공항",
    nameEn: "Jeju",
    cityKo: "제주",
    cityEn: "Jeju",
    cityCode: "CJU",
    country: "KR",
    zone: "Asia/Seoul",
  },
  {
    code: "FUK",
    nameKo: "후쿠오카공항",
    nameEn: "Fukuoka",
    cityKo: "후쿠오카",
    cityEn: "Fukuoka",
    country: "JP",
    zone: "Asia/Tokyo",
  },
];

type FlightOptions = {
  units?: number;
  saverLimit?: number;
  departsInDays?: number;
  origin?: string;
  destination?: string;
  originZone?: string;
  destinationZone?: string;
};

/** Makes a flight as it is published: `units` economy units. STANDARD may take all, SAVER the first `saverLimit`. */
export function publishedFlight(options: FlightOptions = {}) {
  const { units = 6, saverLimit = units, departsInDays = 10, ...places } = options;
  const id = nextFlightId++;
  const flight = testFlight({
    id,
    departs: new Date(Date.now() + departsInDays * 86_400_000),
    designator: `MA${id}`,
    aircraftType: "TST",
    units,
    fares: [
      { brand: "SAVER", amount: 50_000, unitLimit: saverLimit },
      { brand: "STANDARD", amount: 80_000, unitLimit: units },
    ],
    ...places,
  });
  const published = {
    flights: [flight],
    airports,
    aircraft: [
      {
        code: "TST",
        nameKo: "시험기",
        nameEn: "Test",
        layouts: [{ cabin: "ECONOMY", columns: "ABC DEF", firstRow: 1, lastRow: 10, exitRows: [5] }],
      },
    ],
  };
  return { flightId: id, published };
}

/** Puts one flight on sale. */
export async function flightOnSale(options: FlightOptions = {}): Promise<number> {
  const { flightId, published } = publishedFlight(options);
  await sellFlights(systemContext("test"), published);
  return flightId;
}

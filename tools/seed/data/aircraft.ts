import type { CabinLayout } from "@/server/shared/cabin-layout";

export interface AircraftType {
  /** IATA aircraft type code (SSIM appendix A). */
  readonly code: string;
  readonly nameKo: string;
  readonly nameEn: string;
  readonly layouts: readonly CabinLayout[];
}

/*
 * Doors, galleys, lavatories and wings lie as the makers draw each type in their documents for airport planning ("airplane
 * characteristics", chapter 2). Rows are counted from the seats here, so that they are right to about a row.
 */

/** 72 seats, the type's usual single-class cabin; passengers board at the back. */
const atr72: AircraftType = {
  code: "AT7",
  nameKo: "ATR 72-600",
  nameEn: "ATR 72-600",
  layouts: [
    {
      cabin: "ECONOMY",
      columns: "AC DF",
      firstRow: 1,
      lastRow: 18,
      exitRows: [1],
      extraLegroomRows: [1],
      nearLavatoryRows: [18],
      nearGalleyRows: [18],
      fixtures: [{ beforeRow: null, kinds: ["door", "galley", "lavatory"] }],
      wingRows: [7, 11],
    },
  ],
};

/** 189 seats, the type's single-class cabin in Korea: the front galley takes the place of 1D–1F. */
const boeing7378: AircraftType = {
  code: "7M8",
  nameKo: "보잉 737-8",
  nameEn: "Boeing 737-8",
  layouts: [
    {
      cabin: "ECONOMY",
      columns: "ABC DEF",
      firstRow: 1,
      lastRow: 32,
      missingSeats: ["1D", "1E", "1F"],
      exitRows: [16, 17],
      extraLegroomRows: [1, 16, 17],
      nearLavatoryRows: [1, 32],
      nearGalleyRows: [1, 32],
      fixtures: [
        { beforeRow: 1, kinds: ["door", "galley", "lavatory"] },
        { beforeRow: null, kinds: ["lavatory", "door", "galley"] },
      ],
      wingRows: [11, 21],
    },
  ],
};

/** 182 seats: 8 in business, 174 in economy, as Korean carriers fit it for regional flights. */
const airbusA321neo: AircraftType = {
  code: "32Q",
  nameKo: "에어버스 A321neo",
  nameEn: "Airbus A321neo",
  layouts: [
    {
      cabin: "BUSINESS",
      columns: "AC DF",
      firstRow: 7,
      lastRow: 8,
      extraLegroomRows: [7],
      nearLavatoryRows: [7],
      nearGalleyRows: [7],
      fixtures: [{ beforeRow: 7, kinds: ["door", "galley", "lavatory"] }],
    },
    {
      cabin: "ECONOMY",
      columns: "ABC DEF",
      firstRow: 28,
      lastRow: 56,
      exitRows: [38, 39],
      extraLegroomRows: [28, 38, 39],
      nearLavatoryRows: [56],
      nearGalleyRows: [56],
      fixtures: [{ beforeRow: null, kinds: ["lavatory", "door", "galley"] }],
      wingRows: [33, 42],
    },
  ],
};

/** 276 seats: 24 in business, 252 in economy; at the rear door rows taper to a middle block of three. */
const airbusA330: AircraftType = {
  code: "333",
  nameKo: "에어버스 A330-300",
  nameEn: "Airbus A330-300",
  layouts: [
    {
      cabin: "BUSINESS",
      columns: "AC DG HK",
      firstRow: 7,
      lastRow: 10,
      extraLegroomRows: [7],
      nearLavatoryRows: [7, 10],
      nearGalleyRows: [7],
      fixtures: [
        { beforeRow: 7, kinds: ["door", "galley", "lavatory"] },
        { beforeRow: null, kinds: ["lavatory", "door"] },
      ],
    },
    {
      cabin: "ECONOMY",
      columns: "AC DEFG HK",
      firstRow: 28,
      lastRow: 60,
      missingSeats: ["58F", "59F", "60F", "60A", "60C", "60H", "60K", "45A", "45C", "45H", "45K", "28F"],
      exitRows: [46],
      extraLegroomRows: [28, 46],
      nearLavatoryRows: [28, 44, 45, 60],
      nearGalleyRows: [45, 59, 60],
      fixtures: [
        { beforeRow: 28, kinds: ["lavatory"] },
        { beforeRow: 45, kinds: ["lavatory", "galley"] },
        { beforeRow: 46, kinds: ["door"] },
        { beforeRow: null, kinds: ["lavatory", "door", "galley"] },
      ],
      wingRows: [32, 43],
    },
  ],
};

/** 278 seats: 28 in business, each with an aisle of its own, and 250 in economy. */
const boeing7879: AircraftType = {
  code: "789",
  nameKo: "보잉 787-9",
  nameEn: "Boeing 787-9",
  layouts: [
    {
      cabin: "BUSINESS",
      columns: "A DG K",
      firstRow: 7,
      lastRow: 13,
      nearLavatoryRows: [7, 13],
      nearGalleyRows: [7, 13],
      fixtures: [
        { beforeRow: 7, kinds: ["door", "galley", "lavatory"] },
        { beforeRow: null, kinds: ["lavatory", "galley", "door"] },
      ],
    },
    {
      cabin: "ECONOMY",
      columns: "ABC DEF HJK",
      firstRow: 28,
      lastRow: 55,
      missingSeats: ["28A", "28K"],
      exitRows: [41],
      extraLegroomRows: [28, 41],
      nearLavatoryRows: [40, 41, 55],
      nearGalleyRows: [28, 55],
      fixtures: [
        { beforeRow: 28, kinds: ["galley"] },
        { beforeRow: 41, kinds: ["lavatory", "door"] },
        { beforeRow: null, kinds: ["lavatory", "door", "galley"] },
      ],
      wingRows: [30, 40],
    },
  ],
};

/** The fleet. */
export const aircraftTypes: readonly AircraftType[] = [
  atr72,
  boeing7378,
  airbusA321neo,
  airbusA330,
  boeing7879,
];

/** An aircraft type by its code. Throws when the fleet has none: the seed data contradict themselves. */
export function aircraftOf(code: string): AircraftType {
  const aircraft = aircraftTypes.find((type) => type.code === code);
  if (!aircraft) throw new Error(`Aircraft type ${code} is not in the fleet`);
  return aircraft;
}

import type { Locale } from "@/server/shared/airline";
import type { PassengerType } from "@/server/shared/fare-terms";
import { addDays, addYears, type LocalDate } from "@/server/shared/time";
import { type Chance, shareOf } from "./chance";

/** A person of the past. Nobody of this name exists on purpose: names are put together from parts. */
export type Person = {
  surname: string;
  givenName: string;
  koreanName: string | null;
  birthDate: LocalDate;
  gender: "F" | "M";
  nationality: string;
};

/** Somebody with an account who books for himself or herself, and often for others. */
export type Member = Person & {
  id: string;
  email: string;
  name: string;
  phone: string;
  locale: Locale;
  /** The account is one of the demo accounts, which are there already. */
  isDemo: boolean;
};

const koreanSurnames = [
  ...[
    "김 KIM",
    "이 LEE",
    "박 PARK",
    "최 CHOI",
    "정 JUNG",
    "강 KANG",
    "조 CHO",
    "윤 YOON",
    "장 JANG",
    "임 LIM",
  ],
  ...[
    "한 HAN",
    "오 OH",
    "서 SEO",
    "신 SHIN",
    "권 KWON",
    "황 HWANG",
    "안 AHN",
    "송 SONG",
    "류 RYU",
    "홍 HONG",
  ],
];
const firstSyllables = [
  ...["민 MIN", "지 JI", "서 SEO", "하 HA", "도 DO", "수 SU", "예 YE", "재 JAE", "유 YU", "나 NA", "태 TAE"],
  ...["은 EUN", "주 JU", "가 GA", "시 SI", "연 YEON", "다 DA", "건 GEON", "우 WOO", "소 SO"],
];
const lastSyllables = [
  ...["준 JUN", "윤 YUN", "현 HYUN", "진 JIN", "영 YOUNG", "원 WON", "빈 BIN", "호 HO", "아 AH", "경 KYUNG"],
  ...["율 YUL", "온 ON", "솔 SOL", "람 RAM", "희 HEE", "선 SUN", "인 IN", "결 GYEOL"],
];
const foreignSurnames = [
  "BAKER",
  "COLLINS",
  "MARTIN",
  "SATO",
  "TANAKA",
  "NGUYEN",
  "WANG",
  "MUELLER",
  "ROSSI",
  "SILVA",
];
const foreignNames = {
  F: ["EMMA", "SOFIA", "YUKI", "LINH", "MEI", "ANNA", "CHLOE", "NINA"],
  M: ["DANIEL", "LUCAS", "KENJI", "MINH", "WEI", "PETER", "OLIVER", "MARCO"],
} as const;
const nationalities = ["US", "JP", "VN", "CN", "DE", "GB", "AU"];

const partsOf = (pair: string) => pair.split(" ") as [hangul: string, roman: string];

/** How old somebody is on the day of the trip, in days: inside the rules of each type on every flight of the trip. */
function ageInDays(type: PassengerType, chance: Chance): number {
  if (type === "INFANT") return chance.between(60, 560);
  if (type === "CHILD") return chance.between(3 * 366, 10 * 365);
  return chance.between(20 * 365, 68 * 365);
}

/** Makes a person of a type on `day`. Families share a surname. */
export function personOf(
  type: PassengerType,
  day: LocalDate,
  chance: Chance,
  family?: Pick<Person, "surname" | "koreanName" | "nationality">,
): Person {
  const gender = chance.isIn(0.5) ? "F" : "M";
  const birthDate = addDays(day, -ageInDays(type, chance));
  if (family ? family.koreanName === null : chance.isIn(0.12))
    return {
      surname: family?.surname ?? chance.pick(foreignSurnames),
      givenName: chance.pick(foreignNames[gender]),
      koreanName: null,
      ...{ birthDate, gender, nationality: family?.nationality ?? chance.pick(nationalities) },
    };
  const [surnameKo, surname] = partsOf(
    koreanSurnames.find((each) => each.split(" ")[1] === family?.surname) ?? chance.pick(koreanSurnames),
  );
  const [first, second] = [partsOf(chance.pick(firstSyllables)), partsOf(chance.pick(lastSyllables))];
  return {
    surname,
    givenName: first[1] + second[1],
    koreanName: surnameKo + first[0] + second[0],
    ...{ birthDate, gender, nationality: "KR" },
  };
}

const titled = (name: string) => name.charAt(0) + name.slice(1).toLowerCase();

/** Makes the member with a number. The same number gives the same person. */
export function memberOf(number: number, chance: Chance, today: LocalDate): Member {
  const person = personOf("ADULT", addYears(today, -2), chance);
  const locale: Locale = person.koreanName ? "ko" : "en";
  const mailName = `${person.givenName}.${person.surname}`.toLowerCase();
  return {
    ...person,
    id: chance.id(
      Date.parse(`${addDays(today, -200)}T00:00:00Z`) + Math.floor(shareOf(`joined ${number}`) * 3e9),
    ),
    email: `${mailName}.${number}@example.com`,
    name: person.koreanName ?? `${titled(person.givenName)} ${titled(person.surname)}`,
    // 010-0000-0000 to 010-0009-9999 are given to nobody.
    phone: `+8210000${String(10_000 + number).slice(-5)}`,
    locale,
    isDemo: false,
  };
}

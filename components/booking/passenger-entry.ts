/** What the passengers' form sends, as the booking takes it. The schema decides whether it is right. */
export type PassengerEntry = {
  passengers: {
    type: string;
    surname: string;
    givenName: string;
    koreanName: string;
    birthDate: string;
    gender: string;
  }[];
  contact: { email: string; phone: string };
};

/** `19900131`, `1990.1.31` and `1990-01-31` are the same day; anything else is left as it was typed. */
export function isoBirthDate(text: string): string {
  const trimmed = text.trim();
  const [, year, month, day] =
    /^(\d{4})(\d{2})(\d{2})$/.exec(trimmed) ??
    /^(\d{4})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{1,2})\.?$/.exec(trimmed) ??
    [];
  return year && month && day ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : trimmed;
}

/** Reads the form's fields (`passengers.0.surname`, `contact.email`). */
export function readPassengerEntry(values: Readonly<Record<string, string>>): PassengerEntry {
  const count = new Set(
    Object.keys(values).flatMap((name) => /^passengers\.(\d{1,2})\.type$/.exec(name)?.[1] ?? []),
  ).size;
  const of = (index: number, field: string) => values[`passengers.${index}.${field}`] ?? "";
  return {
    passengers: Array.from({ length: count }, (_, n) => ({
      type: of(n, "type"),
      surname: of(n, "surname"),
      givenName: of(n, "givenName"),
      koreanName: of(n, "koreanName"),
      birthDate: isoBirthDate(of(n, "birthDate")),
      gender: of(n, "gender"),
    })),
    contact: { email: (values["contact.email"] ?? "").trim(), phone: (values["contact.phone"] ?? "").trim() },
  };
}

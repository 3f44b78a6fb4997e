/** The passengers' form in the shape of the verb's input. The schema decides whether the values are right. */
export type PassengerEntry = {
  passengers: {
    type: string;
    surname: string;
    givenName: string;
    koreanName: string;
    birthDate: string;
    gender: string;
    nationality: string;
  }[];
  contact: { email: string; phone: string };
};

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
      birthDate: of(n, "birthDate"),
      gender: of(n, "gender"),
      nationality: of(n, "nationality"),
    })),
    contact: { email: values["contact.email"] ?? "", phone: values["contact.phone"] ?? "" },
  };
}

import { useTranslations } from "next-intl";
import type { Ref } from "react";
import { Alert } from "@/components/ui/alert";
import { ordinalOf } from "./passenger-rules";
import type { BookedPassenger, EntryState } from "./types";

const fields = ["surname", "givenName"] as const;

/** The form field with the spelling of a name that the customer has agreed to. */
export const confirmedField = (field: string) => `confirmed.${field}`;

/** How the ticket spells names that were typed with accents. Sending the form again means agreement. */
export function NamesToConfirm({
  ref,
  state,
  passengers,
}: {
  ref: Ref<HTMLDivElement>;
  state: EntryState;
  passengers: readonly BookedPassenger[];
}) {
  const t = useTranslations("booking");
  const names = passengers.flatMap((passenger) =>
    fields.flatMap((field) => {
      const name = `passengers.${passenger.position}.${field}`;
      const spelling = state.respelledNames[name];
      if (!spelling) return [];
      const person = t(`person.${passenger.type}`, { n: ordinalOf(passengers, passenger) });
      return [{ name, spelling, label: `${person} · ${t(field)}`, typed: state.values[name] ?? "" }];
    }),
  );
  return (
    <div ref={ref} tabIndex={-1} className="outline-none empty:hidden">
      {names.length > 0 && (
        <Alert live title={t("confirmNames")}>
          <ul className="list-disc pl-5">
            {names.map(({ name, spelling, label, typed }) => (
              <li key={name}>
                {label}: {typed} → <strong>{spelling}</strong>
                <input type="hidden" name={confirmedField(name)} value={spelling} />
              </li>
            ))}
          </ul>
          <p className="pt-2">{t("confirmNamesText")}</p>
        </Alert>
      )}
    </div>
  );
}

import { useTranslations } from "next-intl";
import type { Ref, RefObject } from "react";
import { Alert } from "@/components/ui/alert";
import { ordinalOf } from "./passenger-rules";
import type { BookedPassenger, EntryState } from "./types";

const personal = ["surname", "givenName", "koreanName", "birthDate", "gender", "nationality"] as const;
const contact = ["email", "phone"] as const;

/** All errors of the form in one place; each leads to its field. */
export function EntryErrors({
  ref,
  form,
  state,
  error,
  passengers,
}: {
  ref: Ref<HTMLDivElement>;
  form: RefObject<HTMLFormElement | null>;
  state: EntryState;
  error: (field: string) => string | undefined;
  passengers: readonly BookedPassenger[];
}) {
  const t = useTranslations("booking");
  const fields = useEntryFields(passengers).filter(({ name }) => state.fieldErrors[name]);
  // The code of a missing seat is another one, but it is reported at a field as well.
  const wrong = state.code === "INVALID_INPUT" || fields.length > 0;
  return (
    <div ref={ref} tabIndex={-1} className="outline-none empty:hidden">
      {state.code && (
        <Alert tone="danger" live title={wrong ? t("checkEntries") : t("notSaved")}>
          {wrong ? (
            <ul className="list-disc pl-5">
              {fields.map(({ name, label }) => (
                <li key={name}>
                  <button
                    type="button"
                    className="text-left align-top underline"
                    onClick={() => focusField(form, name)}
                  >
                    {label}: {error(name)}
                  </button>
                </li>
              ))}
              {fields.length === 0 && <li>{t("fields.partyChanged")}</li>}
            </ul>
          ) : (
            t("notSavedText")
          )}
        </Alert>
      )}
    </div>
  );
}

/** Every field that can be wrong, in the order of the form. */
function useEntryFields(passengers: readonly BookedPassenger[]): { name: string; label: string }[] {
  const t = useTranslations("booking");
  return [
    ...passengers.flatMap((passenger) =>
      personal.map((field) => ({
        name: `passengers.${passenger.position}.${field}`,
        label: `${t(`person.${passenger.type}`, { n: ordinalOf(passengers, passenger) })} · ${t(field)}`,
      })),
    ),
    ...contact.map((field) => ({ name: `contact.${field}`, label: t(field) })),
    { name: "overlapConfirmed", label: t("overlap.title") },
  ];
}

function focusField(form: RefObject<HTMLFormElement | null>, name: string) {
  const control = form.current?.elements.namedItem(name);
  const target = control instanceof RadioNodeList ? control[0] : control;
  if (target instanceof HTMLElement) target.focus();
}

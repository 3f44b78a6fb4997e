import { textField } from "@/app/_lib/actions/form";
import type { Failure } from "@/app/_lib/http/failure";
import type { PersonState, PersonValues } from "@/components/profile/person-form";
import { formatPhone, type Person } from "@/server/profile/schemas";

const names = [
  ...["surname", "givenName", "koreanName", "birthDate", "gender", "nationality", "phone"],
  ...["version", "id", "key"],
] as const;

/** What a form of a person was sent with. */
export const personValues = (form: FormData): PersonValues =>
  Object.fromEntries(names.map((name) => [name, textField(form, name)]));

/** The same without the fields that only one of the verbs has. The verb's schema checks the values. */
export function personInput(values: PersonValues): Record<string, string | undefined> {
  const { version, id, key, gender, ...fields } = values;
  // Without a choice the browser sends no field.
  return { ...fields, gender: gender || undefined };
}

/** What is stored, as its form shows it. */
export function storedValues(person: Person | null): PersonValues {
  if (!person) return {};
  const { surname, givenName, koreanName, birthDate, gender, nationality, phone } = person;
  return {
    ...{ surname, givenName, koreanName: koreanName ?? "", birthDate, gender },
    ...{ nationality: nationality ?? "", phone: phone ? formatPhone(phone) : "" },
  };
}

/** The state of a form whose verb refused. */
export const personState = (values: PersonValues, { fieldErrors, code }: Failure): PersonState => {
  if (fieldErrors?.companions) return { values, refusal: "TOO_MANY" };
  return { values, fieldErrors, refusal: fieldErrors ? undefined : code };
};

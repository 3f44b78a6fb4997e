import { useTranslations } from "next-intl";
import { romanName } from "@/components/booking/passenger-rules";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import type { BookingView } from "@/server/reservation/schemas";

/** Asks whose name is to be corrected. `page`: the address of the correction. */
export function NameChoice({ passengers, page }: Pick<BookingView, "passengers"> & { page: string }) {
  const t = useTranslations("trips.name");
  return (
    <Card as="section" title={t("who")}>
      <ul className="grid gap-3">
        {passengers.map((each) => (
          <li key={each.id} className="flex flex-wrap items-center justify-between gap-3">
            <span className="text-lg font-bold">{romanName(each)}</span>
            <LinkButton
              href={`${page}?passenger=${each.id}`}
              variant="secondary"
              aria-label={t("chooseOf", { name: romanName(each) ?? "" })}
            >
              {t("choose")}
            </LinkButton>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/**
 * The passenger whose name is corrected: the one of the address, or the only one when it names nobody. Undefined when nobody is
 * chosen, or somebody who is not in the booking any more.
 */
export function passengerToCorrect(
  passengers: BookingView["passengers"],
  id: string | undefined,
): { id: string; surname: string; givenName: string } | undefined {
  const alone = passengers.length === 1 ? passengers[0] : undefined;
  const chosen = id === undefined ? alone : passengers.find((each) => each.id === id);
  return chosen?.surname && chosen.givenName
    ? { id: chosen.id, surname: chosen.surname, givenName: chosen.givenName }
    : undefined;
}

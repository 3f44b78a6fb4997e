import { useLocale, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import type { BookingView } from "@/server/reservation/schemas";

/** The papers of a paid trip: the receipt of the party, and that of each passenger when there are several. */
export function Papers({
  booking: { id, createdAt, passengers },
}: {
  booking: Pick<BookingView, "id" | "createdAt" | "passengers">;
}) {
  const t = useTranslations("trips.papers");
  const locale = useLocale();
  if (createdAt === null) return null;
  const address = `/api/pages/reservations/${id}/receipt?locale=${locale}`;
  const several = passengers.length > 1;
  return (
    <Card as="section" title={t("title")}>
      <p className="text-sm text-ink-muted">{t("lead")}</p>
      <ul className="mt-2 grid">
        <li>
          <Download href={address} label={t(several ? "party" : "receipt")} />
        </li>
        {several &&
          passengers.map(({ id: passengerId, surname, givenName, position }) => (
            <li key={passengerId}>
              <Download
                href={`${address}&passenger=${passengerId}`}
                label={t("one", {
                  name: surname && givenName ? `${surname}/${givenName}` : String(position + 1),
                })}
              />
            </li>
          ))}
      </ul>
    </Card>
  );
}

function Download({ href, label }: { href: string; label: string }) {
  const t = useTranslations("trips.papers");
  return (
    <a
      href={href}
      download
      className="inline-flex min-h-11 items-center gap-2 text-sm font-semibold text-brand-text hover:underline"
    >
      <span className="break-words">{label}</span>
      <span className="shrink-0 font-normal text-ink-muted">{t("size")}</span>
    </a>
  );
}

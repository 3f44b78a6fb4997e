import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/link-button";
import type { Person } from "@/server/profile/schemas";

/** The companions, each with a link to its page. */
export function CompanionList({ people }: { people: readonly Person[] }) {
  const t = useTranslations("profile");
  return (
    <ul aria-label={t("companions.list")} className="grid grid-cols-1 gap-3">
      {people.map((person) => {
        const name = `${person.surname} ${person.givenName}`;
        return (
          <li
            key={person.id}
            className="flex flex-wrap items-center justify-between gap-3 rounded-card border border-line bg-surface p-4"
          >
            <div className="min-w-0">
              <p className="font-semibold wrap-anywhere">
                {name}
                {person.koreanName && <span className="ml-2 font-normal">{person.koreanName}</span>}
              </p>
              <p className="text-sm text-ink-muted">
                {t("born")} {person.birthDate}
                {person.passport && ` · ${t("passport.title")} ${person.passport.maskedNumber}`}
              </p>
            </div>
            <LinkButton href={`/account/companions/${person.id}`} variant="secondary" size="sm">
              {t("companions.edit", { name: person.koreanName ?? name })}
            </LinkButton>
          </li>
        );
      })}
    </ul>
  );
}

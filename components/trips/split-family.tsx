import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import { PageLink } from "@/components/ui/page-link";

type Relative = { locator: string };

/** Says which booking this one was split from, and which were split from it. Nothing for others. */
export function SplitFamily({ from, into }: { from: Relative | null; into: readonly Relative[] }) {
  const t = useTranslations("trips.split.family");
  if (!from && into.length === 0) return null;
  const linked = (locator: string) => ({
    locator,
    link: (text: ReactNode) => (
      <PageLink href={`/trips/${locator}`} className="font-semibold underline">
        {text}
      </PageLink>
    ),
  });
  return (
    <Alert tone="info">
      {from && <p>{t.rich("from", linked(from.locator))}</p>}
      {into.map(({ locator }) => (
        <p key={locator}>{t.rich("into", linked(locator))}</p>
      ))}
    </Alert>
  );
}

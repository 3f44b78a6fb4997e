"use client";

import { LoaderCircle } from "lucide-react";
import { useTranslations } from "next-intl";
import type { useEndless } from "@/components/query/use-endless";
import { Alert } from "@/components/ui/alert";
import { buttonClass } from "@/components/ui/button-style";
import { Link } from "@/i18n/navigation";

/** The end of an endless list: a link to the next page. In the browser a press appends that page instead. */
export function MoreLink({
  list: { nextCursor, loading, failed, more, endRef },
  hrefOf,
  failure,
}: {
  list: ReturnType<typeof useEndless>;
  hrefOf: (cursor: string) => string;
  /** The message when the last request failed. */
  failure: string;
}) {
  const t = useTranslations("common");
  return (
    <div ref={endRef} className="grid justify-items-center gap-3 py-4">
      {failed && (
        <Alert live tone="danger">
          {failure}
        </Alert>
      )}
      {nextCursor && (
        <Link
          href={hrefOf(nextCursor)}
          prefetch={false}
          rel="next"
          aria-busy={loading || undefined}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            if (!loading) more();
          }}
          className={buttonClass({ variant: "secondary" })}
        >
          {loading && <LoaderCircle aria-hidden className="size-4 animate-spin-slow" />}
          {t("more")}
        </Link>
      )}
      <p role="status" className="sr-only">
        {loading && t("loading")}
      </p>
    </div>
  );
}

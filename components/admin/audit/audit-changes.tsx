import { useMessages, useTranslations } from "next-intl";
import { type Difference, differencesOf } from "./differences";

/** More fields than these are folded away. */
const SHOWN = 4;

/** The difference between the values before and after, a line for each field. */
export function AuditChanges({ before, after }: { before: unknown; after: unknown }) {
  const t = useTranslations("admin.audit");
  const all = differencesOf(before, after);
  if (all.length === 0) return <span className="text-ink-muted">{t("noValues")}</span>;
  const [shown, folded] = [all.slice(0, SHOWN), all.slice(SHOWN)];
  return (
    <div className="grid gap-1 text-xs">
      <Lines differences={shown} />
      {folded.length > 0 && (
        <details>
          <summary className="min-h-6 cursor-pointer font-semibold text-brand-text">
            {t("more", { count: folded.length })}
          </summary>
          <Lines differences={folded} />
        </details>
      )}
    </div>
  );
}

function Lines({ differences }: { differences: readonly Difference[] }) {
  const t = useTranslations("admin.audit");
  const fields: Record<string, string> = useMessages().admin.audit.fields;
  return (
    <ul className="grid gap-1">
      {differences.map(({ field, before, after }) => (
        <li key={field} className="break-words">
          <span className="text-ink-muted">{field ? (fields[field] ?? field) : t("value")}: </span>
          {before !== undefined && (
            <del className="text-danger-text">
              <span className="sr-only">{t("before")} </span>
              {before}
            </del>
          )}
          {before !== undefined && after !== undefined && <span aria-hidden> → </span>}
          {after !== undefined && (
            <ins className="font-semibold no-underline">
              <span className="sr-only">{t("after")} </span>
              {after}
            </ins>
          )}
        </li>
      ))}
    </ul>
  );
}

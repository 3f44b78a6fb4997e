import { useMessages, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Table, Td, Th } from "@/components/ui/table";
import { formatInteger } from "@/i18n/format";

type Law = {
  law: "L1" | "L2" | "L3" | "L4" | "L5" | "L6" | "L7" | "L8";
  ok: boolean;
  pending: number;
  figures: Record<string, number>;
  violations: Record<string, unknown>[];
};

/** The result of each law, with the figures behind it and examples of what breaks it. */
export function LawsTable({ laws }: { laws: readonly Law[] }) {
  const t = useTranslations("admin.laws");
  return (
    <Table
      caption={t("caption")}
      head={
        <>
          <Th>{t("law")}</Th>
          <Th>{t("result")}</Th>
          <Th numeric>{t("pending")}</Th>
          <Th>{t("figures")}</Th>
        </>
      }
    >
      {laws.map((law) => (
        <LawRow key={law.law} law={law} />
      ))}
    </Table>
  );
}

function LawRow({ law }: { law: Law }) {
  const t = useTranslations("admin.laws");
  const figureNames: Record<string, string> = useMessages().admin.figureNames;
  return (
    <tr>
      <Td className="min-w-52">
        <span className="font-semibold">
          {law.law} {t(`names.${law.law}`)}
        </span>
        <span className="block text-ink-muted">{t(`texts.${law.law}`)}</span>
      </Td>
      <Td>
        <Badge tone={law.ok ? "positive" : "danger"}>{t(law.ok ? "ok" : "broken")}</Badge>
      </Td>
      <Td numeric>{formatInteger(law.pending)}</Td>
      <Td>
        <p className="flex flex-wrap gap-x-4 text-xs text-ink-muted">
          {Object.entries(law.figures).map(([name, value]) => (
            <span key={name} className="whitespace-nowrap">
              {figureNames[name] ?? name} <strong className="text-ink">{formatInteger(value)}</strong>
            </span>
          ))}
        </p>
        {law.violations.length > 0 && <Violations violations={law.violations} />}
      </Td>
    </tr>
  );
}

function Violations({ violations }: Pick<Law, "violations">) {
  const t = useTranslations("admin.laws");
  return (
    <details className="mt-2">
      <summary className="font-semibold text-danger-text">
        {t("violations", { count: violations.length })}
      </summary>
      <ul className="mt-1 grid gap-1 text-xs">
        {violations.map((violation) => (
          <li key={JSON.stringify(violation)} className="break-all">
            {JSON.stringify(violation)}
          </li>
        ))}
      </ul>
    </details>
  );
}

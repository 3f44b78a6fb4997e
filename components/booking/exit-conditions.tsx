import { useTranslations } from "next-intl";
import { Checkbox } from "@/components/ui/inputs/checkbox";

const conditions = ["able", "help", "alone", "move"] as const;

/** The conditions of a seat beside an exit. The passenger accepts them before one can be chosen. */
export function ExitConditions({
  name,
  fromAge,
  accepted,
  onChange,
}: {
  /** The name of the passenger who accepts them. */
  name: string;
  fromAge: number;
  accepted: boolean;
  onChange: (accepted: boolean) => void;
}) {
  const t = useTranslations("booking.exitConditions");
  return (
    <section aria-label={t("title")} className="rounded-card border border-line bg-surface p-4">
      <p className="font-bold">{t("title")}</p>
      <ul className="list-disc pt-1 pl-5 text-sm">
        {conditions.map((each) => (
          <li key={each}>{t(each, { age: fromAge })}</li>
        ))}
      </ul>
      <Checkbox
        label={t("accept", { name })}
        checked={accepted}
        onChange={(event) => onChange(event.target.checked)}
      />
    </section>
  );
}

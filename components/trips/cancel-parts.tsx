import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/inputs/checkbox";
import { knownKey } from "@/components/ui/known-key";

/** What the address chooses to give up, by id; null: everything. */
export type Parts = { passengers: string[]; segments: string[] } | null;

/** A passenger or a flight that can be chosen. */
export type Part = { id: string; label: string };

const problems = [
  "chooseOne",
  "flightHasLeft",
  "nothingToCancel",
  "infantWouldStayAlone",
  "childWouldStayAlone",
] as const;

/**
 * Chooses which passengers and flights to cancel; the quote is for the choice. A form of the page alone: it works without
 * JavaScript, and the choice is in the address. Null for a trip that has no parts.
 */
export function CancelParts({
  passengers,
  flights,
  parts,
  errors,
}: {
  passengers: readonly Part[];
  flights: readonly Part[];
  parts: Parts;
  errors: Readonly<Record<string, string>>;
}) {
  const t = useTranslations("trips.cancel.parts");
  if (flights.length * passengers.length < 2) return null;
  return (
    <Card as="section" title={t("title")}>
      <form method="get" className="grid gap-5">
        <input type="hidden" name="part" value="1" />
        <Choice legend={t("passengers")} error={errors.passengers}>
          <Boxes name="passenger" all={passengers} chosen={parts?.passengers} />
        </Choice>
        <Choice legend={t("flights")} error={errors.segments}>
          <Boxes name="flight" all={flights} chosen={parts?.segments} />
        </Choice>
        <div>
          <Button type="submit" variant="secondary">
            {t("quote")}
          </Button>
        </div>
      </form>
    </Card>
  );
}

const Boxes = ({
  name,
  all,
  chosen,
}: {
  name: string;
  all: readonly Part[];
  chosen: readonly string[] | undefined;
}) =>
  all.map(({ id, label }) => (
    <Checkbox key={id} name={name} value={id} defaultChecked={chosen?.includes(id) ?? true} label={label} />
  ));

function Choice({
  legend,
  error,
  children,
}: {
  legend: string;
  error: string | undefined;
  children: React.ReactNode;
}) {
  const t = useTranslations("trips.cancel.parts.problem");
  return (
    <fieldset aria-invalid={error ? true : undefined}>
      <legend className="font-semibold">{legend}</legend>
      {children}
      {error && (
        <Alert live tone="warning">
          {t(knownKey(problems, error, "OTHER"))}
        </Alert>
      )}
    </fieldset>
  );
}

"use client";

import { ChevronDown, Users } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useId, useRef } from "react";
import { Button } from "@/components/ui/button";
import { NumberStepper } from "@/components/ui/inputs/number-stepper";
import type { PassengerRules, SearchValues } from "./types";

/** Adults and children of one booking. */
const MAX_SEATS = 9;

/** How many travel, by type. The native disclosure opens before JavaScript as well. */
export function PartyField({
  values: { adults, children, infants },
  rules,
  onChange,
  errors,
}: {
  rules: PassengerRules;
  values: SearchValues;
  onChange: (change: Partial<SearchValues>) => void;
  errors: readonly string[];
}) {
  const t = useTranslations("search");
  const common = useTranslations("common");
  const id = useId();
  const details = useClosingDetails();
  const { DOMESTIC: home, INTERNATIONAL: abroad } = rules;
  const lapsPerAdult = Math.max(home.infantsPerAdult, abroad.infantsPerAdult);
  const ages = {
    home: home.childUnderAge,
    abroad: abroad.childUnderAge,
    homeLast: home.childUnderAge - 1,
    abroadLast: abroad.childUnderAge - 1,
    infant: home.infantUnderAge,
    days: home.infantFromDays,
    laps: lapsPerAdult,
  };
  return (
    <fieldset className="flex min-w-0 flex-col gap-1.5 sm:col-span-3 lg:col-span-1" aria-describedby={id}>
      <legend className="mb-1.5 text-sm font-semibold">{t("passengers")}</legend>
      <details ref={details.ref} className="group relative">
        <summary className="flex min-h-12 list-none items-center gap-2 rounded-control border border-line-strong bg-surface px-3 font-semibold [&::-webkit-details-marker]:hidden">
          <Users aria-hidden className="size-5 shrink-0 text-ink-muted" />
          <span className="grow leading-5">{t("party", { adults, children, infants })}</span>
          <ChevronDown aria-hidden className="size-5 shrink-0 text-ink-muted group-open:rotate-180" />
        </summary>
        <div className="mt-2 grid gap-3 rounded-card border border-line bg-surface p-4 shadow-pop lg:absolute lg:right-0 lg:z-10 lg:w-80">
          <NumberStepper
            label={t("adults")}
            description={t("adultsNote", ages)}
            name="adults"
            min={0}
            max={MAX_SEATS}
            limit={MAX_SEATS - children}
            value={adults}
            // An infant needs an adult's lap: it goes with the adult.
            onChange={(n) => onChange({ adults: n, infants: Math.min(infants, n * lapsPerAdult) })}
          />
          <NumberStepper
            label={t("children")}
            description={t("childrenNote", ages)}
            name="children"
            max={8}
            limit={MAX_SEATS - adults}
            value={children}
            onChange={(n) => onChange({ children: n })}
          />
          <NumberStepper
            label={t("infants")}
            description={t("infantsNote", ages)}
            name="infants"
            max={MAX_SEATS}
            limit={adults * lapsPerAdult}
            value={infants}
            onChange={(n) => onChange({ infants: n })}
          />
          <p aria-live="polite" className="text-sm text-ink-muted empty:hidden">
            {adults + children >= MAX_SEATS && <span className="block">{t("fields.partyTooLarge")}</span>}
            {infants > 0 && infants >= adults * lapsPerAdult && (
              <span className="block">{t("fields.moreInfantsThanAdults", ages)}</span>
            )}
          </p>
          <Button variant="secondary" onClick={details.close}>
            {common("confirm")}
          </Button>
        </div>
      </details>
      <p id={id} aria-live="polite" className="text-sm font-medium text-danger-text empty:hidden">
        {errors.join(" ")}
      </p>
    </fieldset>
  );
}

/** A disclosure that lies over what follows it: it closes on Escape and on a press or focus elsewhere. */
function useClosingDetails() {
  const ref = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const closeFrom = (event: Event) => {
      const details = ref.current;
      if (details && event.target instanceof Node && !details.contains(event.target)) details.open = false;
    };
    const closeOnEscape = (event: KeyboardEvent) => {
      const details = ref.current;
      if (event.key !== "Escape" || !details?.open) return;
      details.open = false;
      details.querySelector("summary")?.focus();
    };
    document.addEventListener("pointerdown", closeFrom);
    document.addEventListener("focusin", closeFrom);
    document.addEventListener("keydown", closeOnEscape);
    return () => {
      document.removeEventListener("pointerdown", closeFrom);
      document.removeEventListener("focusin", closeFrom);
      document.removeEventListener("keydown", closeOnEscape);
    };
  }, []);
  const close = () => {
    if (!ref.current) return;
    ref.current.open = false;
    ref.current.querySelector("summary")?.focus();
  };
  return { ref, close };
}

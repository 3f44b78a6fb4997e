"use client";

import { ChevronDown, Users } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useId, useRef } from "react";
import { Button } from "@/components/ui/button";
import { NumberStepper } from "@/components/ui/inputs/number-stepper";
import { MAX_PARTY_UNITS } from "@/server/shared/fare-terms";
import type { PassengerRules, SearchValues } from "./types";

type Props = {
  rules: PassengerRules;
  values: SearchValues;
  onChange: (change: Partial<SearchValues>) => void;
};

/** How many travel, by type. The native disclosure opens before JavaScript as well. */
export function PartyField({ errors, ...party }: Props & { errors: readonly string[] }) {
  const t = useTranslations("search");
  const common = useTranslations("common");
  const id = useId();
  const details = useClosingDetails();
  const { adults, children, infants } = party.values;
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
          <PartyCounts {...party} />
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

/** The age limits of both scopes, under the names that the messages use. */
function ageLimits({ DOMESTIC: home, INTERNATIONAL: abroad }: PassengerRules) {
  return {
    home: home.childUnderAge,
    abroad: abroad.childUnderAge,
    homeLast: home.childUnderAge - 1,
    abroadLast: abroad.childUnderAge - 1,
    infant: home.infantUnderAge,
    days: home.infantFromDays,
    laps: Math.max(home.infantsPerAdult, abroad.infantsPerAdult),
  };
}

/** A stepper for each type of passenger, and why a count cannot go higher. */
function PartyCounts({ rules, values: { adults, children, infants }, onChange }: Props) {
  const t = useTranslations("search");
  const ages = ageLimits(rules);
  return (
    <>
      <NumberStepper
        label={t("adults")}
        description={t("adultsNote", ages)}
        name="adults"
        min={0}
        max={MAX_PARTY_UNITS}
        limit={MAX_PARTY_UNITS - children}
        value={adults}
        // An infant needs an adult's lap: fewer adults, fewer infants.
        onChange={(n) => onChange({ adults: n, infants: Math.min(infants, n * ages.laps) })}
      />
      <NumberStepper
        label={t("children")}
        description={t("childrenNote", ages)}
        name="children"
        max={8}
        limit={MAX_PARTY_UNITS - adults}
        value={children}
        onChange={(n) => onChange({ children: n })}
      />
      <NumberStepper
        label={t("infants")}
        description={t("infantsNote", ages)}
        name="infants"
        max={MAX_PARTY_UNITS}
        limit={adults * ages.laps}
        value={infants}
        onChange={(n) => onChange({ infants: n })}
      />
      <p aria-live="polite" className="text-sm text-ink-muted empty:hidden">
        {adults + children >= MAX_PARTY_UNITS && <span className="block">{t("fields.partyTooLarge")}</span>}
        {infants > 0 && infants >= adults * ages.laps && (
          <span className="block">{t("fields.moreInfantsThanAdults", ages)}</span>
        )}
      </p>
    </>
  );
}

/** A disclosure that covers what follows it. It closes on Escape, and on a press or focus outside. */
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

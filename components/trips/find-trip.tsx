"use client";

import { useLocale, useTranslations } from "next-intl";
import { useActionState, useEffect, useRef } from "react";
import { routeText } from "@/components/flight/route-text";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { TextField } from "@/components/ui/inputs/text-field";
import { LinkButton } from "@/components/ui/link-button";
import { SubmitButton } from "@/components/ui/submit-button";
import { Itinerary } from "@/components/flight/itinerary";
import { PassengerList } from "./passenger-list";
import { shownStatus } from "./shown-status";
import { StatusBadge } from "./status-badge";
import type { Trip } from "./types";

/** What the look-up answered, with what was typed. The trip itself never gets an address of its own. */
export type Lookup = {
  locator: string;
  surname: string;
  /** `charging`: it is unpaid as far as is known, and its payment is being confirmed. */
  found?: { trip: Trip; own: boolean; charging: boolean };
  refusal?: string;
  fieldErrors?: Record<string, string>;
};
export type LookupAction = (before: Lookup, form: FormData) => Promise<Lookup>;

const nothingAsked: Lookup = { locator: "", surname: "" };

/** Opens a trip by locator and surname, without an account; works before JavaScript. */
export function FindTrip({ action }: { action: LookupAction }) {
  const [lookup, submit] = useActionState(action, nothingAsked);
  return (
    <div className="grid gap-6">
      <LookupForm lookup={lookup} submit={submit} />
      {lookup.found && <FoundTrip key={lookup.found.trip.locator} {...lookup.found} />}
    </div>
  );
}

const fieldKeys = ["required", "locator", "romanName"] as const;

function LookupForm({ lookup, submit }: { lookup: Lookup; submit: (form: FormData) => void }) {
  const t = useTranslations("trips.find");
  const locatorLabel = useTranslations("trips")("locator");
  const form = useRef<HTMLFormElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answer is the trigger.
  useEffect(() => {
    form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [lookup]);
  const errorOf = (field: "locator" | "surname") => {
    const key = lookup.fieldErrors?.[field];
    if (!key) return undefined;
    return t(`field.${fieldKeys.find((known) => known === key) ?? "other"}`, { field });
  };
  return (
    <Card as="section" title={t("heading")}>
      <form ref={form} action={submit} noValidate className="grid gap-4">
        <Refusal code={lookup.refusal} />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            name="locator"
            required
            label={locatorLabel}
            description={t("locatorHint")}
            defaultValue={lookup.locator}
            error={errorOf("locator")}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={20}
            inputClassName="uppercase placeholder:normal-case"
          />
          <TextField
            name="surname"
            required
            label={t("surname")}
            description={t("surnameHint")}
            defaultValue={lookup.surname}
            error={errorOf("surname")}
            autoComplete="family-name"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={60}
            inputClassName="uppercase placeholder:normal-case"
          />
        </div>
        <div>
          <SubmitButton>{t("submit")}</SubmitButton>
        </div>
      </form>
    </Card>
  );
}

const told = ["NOT_FOUND", "RATE_LIMITED", "UNAVAILABLE"] as const;
type Told = (typeof told)[number];
const isTold = (code: string): code is Told => (told as readonly string[]).includes(code);

function Refusal({ code }: { code: string | undefined }) {
  const t = useTranslations("trips.find");
  if (!code) return null;
  return (
    <Alert live tone="warning" title={t("refusedTitle")}>
      {t(`refused.${isTold(code) ? code : "OTHER"}`)}
    </Alert>
  );
}

function FoundTrip({ trip, own, charging }: { trip: Trip; own: boolean; charging: boolean }) {
  const t = useTranslations("trips");
  const locale = useLocale();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section aria-labelledby="found-trip" className="grid gap-4">
      <div className="flex flex-wrap items-center gap-3">
        <h2 id="found-trip" ref={heading} tabIndex={-1} className="text-title font-bold outline-none">
          {routeText(trip.segments, locale)}
        </h2>
        <StatusBadge status={shownStatus(trip, charging)} />
      </div>
      <p className="text-ink-muted">
        {t("locator")} <span className="font-semibold text-ink">{trip.locator}</span>
      </p>
      {charging && <Alert>{t("find.charging")}</Alert>}
      {own ? (
        <div>
          <LinkButton href={`/trips/${trip.locator}`}>{t("find.own")}</LinkButton>
        </div>
      ) : (
        <Alert>{t("find.readOnly")}</Alert>
      )}
      <Itinerary segments={trip.segments} />
      <PassengerList trip={trip} />
    </section>
  );
}

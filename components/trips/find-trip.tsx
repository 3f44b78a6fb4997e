"use client";

import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef } from "react";
import { Itinerary } from "@/components/flight/itinerary";
import { routeText } from "@/components/flight/route-text";
import { useFormAction } from "@/components/forms/use-form-action";
import { useInvalidFocus } from "@/components/forms/use-invalid-focus";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { TextField } from "@/components/ui/inputs/text-field";
import { knownKey } from "@/components/ui/known-key";
import { LinkButton } from "@/components/ui/link-button";
import { SubmitButton } from "@/components/ui/submit-button";
import { type AskForCode, ManageTrip } from "./manage-trip";
import { PassengerList } from "./passenger-list";
import { shownStatus } from "./shown-status";
import { StatusBadge } from "./status-badge";
import type { Trip } from "./types";

/** The answer of the look-up, with the typed values. The trip that is found has no address. */
export type Lookup = {
  locator: string;
  surname: string;
  /** `charging`: no payment is known yet, but one is being confirmed. */
  found?: { trip: Trip; own: boolean; charging: boolean };
  refusal?: string;
  fieldErrors?: Record<string, string>;
};
export type LookupAction = (before: Lookup, form: FormData) => Promise<Lookup>;

/** Finds a trip by locator and surname, without an account. It works before JavaScript. */
export function FindTrip({
  action,
  askForCode,
  locator = "",
}: {
  action: LookupAction;
  askForCode: AskForCode;
  /** That of the e-mail whose link led here. */
  locator?: string | undefined;
}) {
  const [lookup, submit] = useFormAction<Lookup>(action, { locator, surname: "" }, (form) => ({
    locator: String(form.get("locator")),
    surname: String(form.get("surname")),
    refusal: "UNAVAILABLE",
  }));
  return (
    <div className="grid gap-6">
      <LookupForm lookup={lookup} submit={submit} />
      {lookup.found && (
        <FoundTrip
          key={lookup.found.trip.locator}
          {...lookup.found}
          manage={<ManageTrip action={askForCode} locator={lookup.locator} surname={lookup.surname} />}
        />
      )}
    </div>
  );
}

const fieldKeys = ["required", "locator", "romanName"] as const;

function LookupForm({ lookup, submit }: { lookup: Lookup; submit: (form: FormData) => void }) {
  const t = useTranslations("trips.find");
  const locatorLabel = useTranslations("trips")("locator");
  const form = useInvalidFocus(lookup);
  const errorOf = (field: "locator" | "surname") => {
    const key = lookup.fieldErrors?.[field];
    if (!key) return undefined;
    return t(`field.${knownKey(fieldKeys, key, "other")}`, { field });
  };
  const code = {
    required: true,
    autoCapitalize: "characters",
    spellCheck: false,
    inputClassName: "uppercase placeholder:normal-case",
  };
  return (
    <Card as="section" title={t("heading")}>
      <form ref={form} action={submit} noValidate className="grid gap-4">
        <Refusal code={lookup.refusal} />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            {...code}
            name="locator"
            label={locatorLabel}
            description={t("locatorHint")}
            defaultValue={lookup.locator}
            error={errorOf("locator")}
            autoComplete="off"
            maxLength={20}
          />
          <TextField
            {...code}
            name="surname"
            label={t("surname")}
            description={t("surnameHint")}
            defaultValue={lookup.surname}
            error={errorOf("surname")}
            autoComplete="family-name"
            maxLength={60}
          />
        </div>
        <div>
          <SubmitButton>{t("submit")}</SubmitButton>
        </div>
      </form>
    </Card>
  );
}

const refusals = ["NOT_FOUND", "RATE_LIMITED", "UNAVAILABLE"] as const;

function Refusal({ code }: { code: string | undefined }) {
  const t = useTranslations("trips.find");
  if (!code) return null;
  return (
    <Alert live tone="warning" title={t("refusedTitle")}>
      {t(`refused.${knownKey(refusals, code, "OTHER")}`)}
    </Alert>
  );
}

function FoundTrip({
  trip,
  own,
  charging,
  manage,
}: {
  trip: Trip;
  own: boolean;
  charging: boolean;
  /** The offer to manage the trip without the account that booked it. */
  manage: ReactNode;
}) {
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
        <>
          <Alert>{t("find.readOnly")}</Alert>
          {!charging && manage}
        </>
      )}
      <Itinerary segments={trip.segments} />
      <PassengerList trip={trip} />
    </section>
  );
}

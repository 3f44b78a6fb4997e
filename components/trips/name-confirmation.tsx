"use client";

import { useTranslations } from "next-intl";
import type { RefObject } from "react";
import { ConfirmFirst, Consequences } from "./confirm-first";

/** The typed name as a ticket shows it. */
const nameIn = (form: FormData) =>
  ["surname", "givenName"]
    .map((field) =>
      String(form.get(field) ?? "")
        .trim()
        .toUpperCase(),
    )
    .join(" ");

const consequences = ["letters", "ticket", "once", "rest"] as const;
const consequencesForStaff = ["lettersStaff", "ticket", "restStaff", "toldStaff"] as const;

/** What a customer, or staff on the customer's behalf, has to know before a correction. */
export function NameConsequences({ staff }: { staff: boolean }) {
  const t = useTranslations("trips.name");
  const items = (staff ? consequencesForStaff : consequences).map((key) => t(`follows.${key}`));
  return <Consequences title={t("followsTitle")} items={items} />;
}

type Asked = {
  form: RefObject<HTMLFormElement | null>;
  passenger: { surname: string; givenName: string };
  pending: boolean;
  staff: boolean;
};

/** A button that shows the new name once more before the form is sent. */
export function NameConfirmation({ form, passenger, pending, staff }: Asked) {
  const t = useTranslations("trips.name");
  const before = `${passenger.surname} ${passenger.givenName}`;
  return (
    <ConfirmFirst
      form={form}
      words={{
        trigger: t(pending ? "working" : "confirm"),
        title: t("dialogTitle"),
        keep: t("keep"),
        confirm: t("dialogConfirm"),
      }}
      bodyOf={(typed) => (
        <>
          <p>{t("dialogBody", { before, after: nameIn(typed) })}</p>
          <p>{t(staff ? "follows.toldStaff" : "follows.once")}</p>
        </>
      )}
    />
  );
}

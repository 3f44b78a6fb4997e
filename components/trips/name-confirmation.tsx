"use client";

import { useTranslations } from "next-intl";
import { type RefObject, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Dialog } from "@/components/ui/dialog";

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

/** What a customer has to know before a correction. */
export function NameConsequences() {
  const t = useTranslations("trips.name");
  return (
    <Card as="section" title={t("followsTitle")}>
      <ul className="grid list-disc gap-1 pl-5">
        {consequences.map((key) => (
          <li key={key}>{t(`follows.${key}`)}</li>
        ))}
      </ul>
    </Card>
  );
}

type Asked = {
  form: RefObject<HTMLFormElement | null>;
  passenger: { surname: string; givenName: string };
  pending: boolean;
};

/** A button that shows the new name once more before the form is sent. */
export function NameConfirmation({ form, passenger, pending }: Asked) {
  const t = useTranslations("trips.name");
  const [typed, setTyped] = useState<string | null>(null);
  const ask = (open: boolean) => setTyped(open && form.current ? nameIn(new FormData(form.current)) : null);
  const send = () => {
    form.current?.requestSubmit();
    setTyped(null);
  };
  return (
    <div>
      <Dialog
        role="alertdialog"
        trigger={t(pending ? "working" : "confirm")}
        triggerVariant="primary"
        title={t("dialogTitle")}
        isOpen={typed !== null}
        onOpenChange={ask}
      >
        <p>
          {t("dialogBody", {
            before: `${passenger.surname} ${passenger.givenName}`,
            after: typed ?? "",
          })}
        </p>
        <p>{t("follows.once")}</p>
        <div className="flex flex-wrap justify-end gap-3">
          <Button variant="secondary" onClick={() => setTyped(null)}>
            {t("keep")}
          </Button>
          <Button onClick={send}>{t("dialogConfirm")}</Button>
        </div>
      </Dialog>
    </div>
  );
}

"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useRef } from "react";
import { Checkbox } from "@/components/ui/inputs/checkbox";
import { Link } from "@/i18n/navigation";
import type { AskedDocument, ConsentFaults } from "./types";

/** The boxes of a form that asks for consents, without the one for all. */
const BOXES = 'input[type=checkbox][name^="consent."]';

/**
 * What a form asks its reader to agree to: a box of its own for each document, none ticked in advance, with a link to the text. The
 * value of a box is the version that the page shows. With JavaScript one box ticks them all.
 */
export function ConsentChoices({
  documents,
  agreed,
  faults,
  note,
}: {
  documents: readonly AskedDocument[];
  /** What the reader had ticked when the form came back. */
  agreed: readonly string[];
  faults: ConsentFaults;
  /** The sentence under the box for personal data. */
  note: "passengers" | "membership";
}) {
  const t = useTranslations("legal");
  const group = useRef<HTMLFieldSetElement>(null);
  const all = useRef<HTMLInputElement>(null);
  const boxes = () => [...(group.current?.querySelectorAll<HTMLInputElement>(BOXES) ?? [])];
  // It may have been ticked before the script came.
  useEffect(() => {
    if (all.current?.checked)
      for (const box of group.current?.querySelectorAll<HTMLInputElement>(BOXES) ?? []) box.checked = true;
  }, []);
  const follow = ({ target }: FormEvent<HTMLFieldSetElement>) => {
    if (!all.current) return;
    if (target === all.current) for (const box of boxes()) box.checked = all.current.checked;
    else all.current.checked = boxes().every(({ checked }) => checked);
  };
  return (
    <fieldset ref={group} onChange={follow} className="grid gap-1">
      <legend className="mb-1 text-sm font-semibold">{t("consentTitle")}</legend>
      {documents.length > 1 && (
        <label className="noscript:hidden flex min-h-11 cursor-pointer items-start gap-3 border-b border-line py-2 font-semibold">
          <input ref={all} type="checkbox" className="mt-0.5 size-5 shrink-0 accent-brand" />
          {t("agreeAll")}
        </label>
      )}
      {documents.map((asked) => (
        // Another version is another question.
        <ConsentRow
          key={`${asked.document} ${asked.version}`}
          asked={asked}
          isAgreed={agreed.includes(asked.document)}
          fault={faults[asked.document]}
          note={note}
        />
      ))}
    </fieldset>
  );
}

type Row = {
  asked: AskedDocument;
  isAgreed: boolean;
  fault: ConsentFaults[AskedDocument["document"]];
  note: "passengers" | "membership";
};

function ConsentRow({ asked: { document, version, required }, isAgreed, fault, note }: Row) {
  const t = useTranslations("legal");
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-3">
      <Checkbox
        name={`consent.${document}`}
        value={version}
        required={required}
        defaultChecked={isAgreed}
        label={t(`consents.${document}`)}
        description={document === "privacy" ? t(`consentNotes.${note}`) : undefined}
        error={fault && t(`consentErrors.${fault}`)}
        className="min-w-0 flex-1 basis-64"
      />
      <Link
        href={`/legal/${document}/${version}`}
        target="_blank"
        prefetch={false}
        className="ml-8 inline-flex min-h-11 items-center text-sm font-semibold text-brand-text underline sm:ml-0"
      >
        {t("read")}
        <span className="sr-only">{t("readOf", { document: t(`documents.${document}`) })}</span>
      </Link>
    </div>
  );
}

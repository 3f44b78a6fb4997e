"use client";

import { type ReactNode, type RefObject, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Dialog } from "@/components/ui/dialog";

/** What a customer has to know before a change of the booking that is final. */
export function Consequences({ title, items }: { title: string; items: readonly string[] }) {
  return (
    <Card as="section" title={title}>
      <ul className="grid list-disc gap-1 pl-5">
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </Card>
  );
}

type Props = {
  form: RefObject<HTMLFormElement | null>;
  words: { trigger: string; title: string; keep: string; confirm: string };
  /** What the dialog says about the form as it is now; null when there is nothing to ask: the site says what is missing. */
  bodyOf: (form: FormData) => ReactNode | null;
};

/** A button that asks once more, in a dialog, before the form is sent. */
export function ConfirmFirst({ form, words, bodyOf }: Props) {
  const [body, setBody] = useState<ReactNode | null>(null);
  const ask = (open: boolean) => {
    if (!open || !form.current) return setBody(null);
    const asked = bodyOf(new FormData(form.current));
    if (asked === null) form.current.requestSubmit();
    setBody(asked);
  };
  const send = () => {
    form.current?.requestSubmit();
    setBody(null);
  };
  return (
    <div>
      <Dialog
        role="alertdialog"
        trigger={words.trigger}
        triggerVariant="primary"
        title={words.title}
        isOpen={body !== null}
        onOpenChange={ask}
      >
        {body}
        <div className="flex flex-wrap justify-end gap-3">
          <Button variant="secondary" onClick={() => setBody(null)}>
            {words.keep}
          </Button>
          <Button onClick={send}>{words.confirm}</Button>
        </div>
      </Dialog>
    </div>
  );
}

"use client";

import { clsx } from "clsx";
import { ChevronDown } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useLater, wantSoon } from "@/components/ui/use-later";
import type { ChoiceGroup } from "./combo-box-match";
import { controlClass } from "./field";
import type { TypedProps } from "./typed-props";

const loadSheet = () => import("./choice-sheet");

/** The choice on a phone: a button that opens a window with a search field over all of the screen. */
export function SheetChoice({
  ids,
  name,
  options,
  placeholder,
  chosen,
  onChoose,
  onNoList,
  field,
  groups,
}: Omit<TypedProps, "onProblem"> & { groups: readonly ChoiceGroup[] }) {
  const { button, isOpen, setOpen, open, part, want } = useSheet(onNoList);
  const valueId = `${ids.id}-value`;
  const text = options.find(({ id }) => id === chosen)?.text;
  return (
    <>
      <input type="hidden" name={name} value={chosen} />
      <button
        ref={button}
        id={ids.id}
        type="button"
        aria-haspopup="dialog"
        aria-expanded={part !== null && isOpen}
        aria-labelledby={`${ids.labelId} ${valueId}`}
        aria-describedby={ids.describedBy}
        {...wantSoon(want)}
        onClick={open}
        className={clsx(controlClass, "flex items-center justify-between gap-2 text-left font-semibold")}
      >
        <span id={valueId} className={clsx("truncate", !text && "font-normal text-ink-muted")}>
          {text ?? placeholder}
        </span>
        <ChevronDown aria-hidden className="size-5 shrink-0 text-ink-muted" />
      </button>
      {part && (
        <part.ChoiceSheet
          title={field.label}
          {...{ groups, options, chosen, placeholder, isOpen, onChoose }}
          onOpenChange={setOpen}
        />
      )}
    </>
  );
}

function useSheet(onNoList: () => void) {
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const { part, failed, want } = useLater(loadSheet);
  useEffect(() => {
    if (failed) onNoList();
  }, [failed, onNoList]);
  const open = () => {
    // The window gives the focus back to where it was. Safari focuses no button that is pressed.
    button.current?.focus();
    void want();
    setOpen(true);
  };
  return { button, isOpen, setOpen, open, part, want };
}

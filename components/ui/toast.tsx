"use client";

import { clsx } from "clsx";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState, useSyncExternalStore } from "react";
import { dismiss, noToasts, type ToastMessage, toasts, watch } from "./toast-store";
import { toneClass } from "./tone";

const shownMs = 8_000;

/** The place where short notices appear and are announced. Once per document, in the root layout. */
export function Toaster() {
  const t = useTranslations("common");
  const shown = useSyncExternalStore(watch, toasts, noToasts);
  return (
    <section
      aria-label={t("messages")}
      className="pointer-events-none fixed inset-x-0 bottom-20 z-50 mx-auto w-full max-w-md px-4 md:bottom-6"
    >
      <ol aria-live="polite" aria-relevant="additions" className="grid gap-2">
        {shown.map((toast) => (
          <Toast key={toast.id} toast={toast} closeLabel={t("close")} />
        ))}
      </ol>
    </section>
  );
}

function Toast({ toast, closeLabel }: { toast: ToastMessage; closeLabel: string }) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    // Errors stay until they are closed. Other notices stay while the pointer or focus is on them.
    if (held || toast.tone === "danger") return;
    const timer = setTimeout(() => dismiss(toast.id), shownMs);
    return () => clearTimeout(timer);
  }, [held, toast]);
  return (
    <li
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className={clsx(
        "pointer-events-auto flex items-start gap-2 rounded-card border border-current/20 p-3 pl-4 shadow-pop",
        toneClass[toast.tone],
      )}
    >
      <div className="min-w-0 grow py-1.5">
        <p className="font-bold">{toast.title}</p>
        {toast.body && <p className="text-sm text-ink">{toast.body}</p>}
      </div>
      <button
        type="button"
        aria-label={closeLabel}
        onClick={() => dismiss(toast.id)}
        className="grid size-9 shrink-0 place-items-center rounded-full hover:bg-surface"
      >
        <X aria-hidden className="size-4.5" />
      </button>
    </li>
  );
}

"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { type ThemeChoice, themeChoices, themeCookie } from "./theme";

const icons = { system: Monitor, light: Sun, dark: Moon };
const oneYearSeconds = 31_536_000;

function apply(choice: ThemeChoice) {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Safari and Firefox ESR.
  document.cookie = `${themeCookie}=${choice}; path=/; max-age=${oneYearSeconds}; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
  if (choice === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = choice;
}

/** Chooses between the device's theme, light and dark. */
export function ThemeToggle({ initial }: { initial: ThemeChoice }) {
  const t = useTranslations("layout");
  const name = useId();
  return (
    <fieldset className="inline-flex rounded-full border border-line bg-surface p-0.5">
      <legend className="sr-only">{t("theme")}</legend>
      {themeChoices.map((choice) => {
        const Icon = icons[choice];
        return (
          <label
            key={choice}
            title={t(`themes.${choice}`)}
            className="relative grid size-9 cursor-pointer place-items-center rounded-full text-ink-muted hover:text-ink has-checked:bg-brand-soft has-checked:text-brand-text has-focus-visible:outline-2 has-focus-visible:outline-focus forced-colors:has-checked:outline-2"
          >
            <input
              type="radio"
              name={name}
              value={choice}
              defaultChecked={choice === initial}
              onChange={() => apply(choice)}
              className="absolute inset-0 cursor-pointer opacity-0"
            />
            <Icon aria-hidden className="size-4.5" />
            <span className="sr-only">{t(`themes.${choice}`)}</span>
          </label>
        );
      })}
    </fieldset>
  );
}

/** The visitor's choice; "system" follows the device. A cookie keeps it, so that the server renders the right theme. */
export const themeChoices = ["system", "light", "dark"] as const;
export type ThemeChoice = (typeof themeChoices)[number];

export const themeCookie = "msa-theme";

/** Reads the cookie's value; anything unknown is "system". */
export function parseTheme(value: string | undefined): ThemeChoice {
  return themeChoices.find((choice) => choice === value) ?? "system";
}

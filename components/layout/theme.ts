/** What the visitor chose; "system" follows the device. Kept in a cookie, so the server draws it right at once. */
export const themeChoices = ["system", "light", "dark"] as const;
export type ThemeChoice = (typeof themeChoices)[number];

export const themeCookie = "msa-theme";

/** Reads the cookie's value; anything unknown is "system". */
export function parseTheme(value: string | undefined): ThemeChoice {
  return themeChoices.find((choice) => choice === value) ?? "system";
}

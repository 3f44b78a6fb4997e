import { getTranslations } from "next-intl/server";
import { Tabs } from "@/components/ui/tabs";

/** The pages of the account area, in their order. */
const pages = {
  overview: "/account",
  profile: "/account/profile",
  companions: "/account/companions",
  preferences: "/account/preferences",
  security: "/account/security",
  consents: "/account/consents",
  data: "/account/data",
} as const;
export type AccountPlace = keyof typeof pages;

/** The menu of the account area. `current`: the page that is shown. */
export async function AccountNav({ current }: { current: AccountPlace }) {
  const t = await getTranslations("account.nav");
  return (
    <div className="mb-6">
      <Tabs
        label={t("label")}
        items={(Object.keys(pages) as AccountPlace[]).map((place) => ({
          ...{ href: pages[place], label: t(place), current: place === current },
        }))}
      />
    </div>
  );
}

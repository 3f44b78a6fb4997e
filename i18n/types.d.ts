import type { Messages as AppMessages } from "./messages";
import type { Locale as AppLocale } from "./routing";

declare module "next-intl" {
  interface AppConfig {
    Locale: AppLocale;
    Messages: AppMessages;
  }
}

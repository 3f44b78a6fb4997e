import { createNavigation } from "next-intl/navigation";
import { routing } from "./routing";

/** Locale-aware navigation: paths are written without the locale prefix ("/trips"). */
export const { Link, redirect, usePathname, useRouter } = createNavigation(routing);

import { History, Luggage, Medal, Search } from "lucide-react";

/** The customers' menu. `also`: paths of further pages that belong to an entry. */
export const siteNavigation = [
  { key: "search", short: "searchShort", href: "/", also: ["/flights", "/book"], exact: true, icon: Search },
  { key: "trips", short: "trips", href: "/trips", also: [], exact: false, icon: Luggage },
  { key: "mileage", short: "mileage", href: "/mileage", also: [], exact: false, icon: Medal },
  { key: "history", short: "history", href: "/history", also: [], exact: false, icon: History },
] as const;

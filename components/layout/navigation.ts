import {
  History,
  LayoutDashboard,
  Luggage,
  Medal,
  Plane,
  PlaneTakeoff,
  Route,
  Search,
  Settings2,
} from "lucide-react";

/** The customers' menu. `also`: paths of further pages that belong to an entry. */
export const siteNavigation = [
  { key: "search", short: "searchShort", href: "/", also: ["/flights", "/book"], exact: true, icon: Search },
  { key: "trips", short: "trips", href: "/trips", also: [], exact: false, icon: Luggage },
  { key: "mileage", short: "mileage", href: "/mileage", also: [], exact: false, icon: Medal },
  { key: "history", short: "history", href: "/history", also: [], exact: false, icon: History },
] as const;

/** The menu of the airline's staff. */
export const adminNavigation = [
  { key: "overview", href: "/admin", exact: true, icon: LayoutDashboard },
  { key: "flights", href: "/admin/flights", exact: false, icon: PlaneTakeoff },
  { key: "schedules", href: "/admin/schedules", exact: false, icon: Route },
  { key: "reservations", href: "/admin/reservations", exact: false, icon: Plane },
  { key: "operations", href: "/admin/operations", exact: false, icon: Settings2 },
] as const;

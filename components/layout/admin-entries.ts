import {
  Hourglass,
  KeyRound,
  LayoutDashboard,
  type LucideIcon,
  Plane,
  PlaneTakeoff,
  Route,
  ScrollText,
  Settings2,
  UserCog,
  Users,
  Webhook,
} from "lucide-react";
import type { StaffPermission } from "@/server/shared/staff-permissions";

type AdminEntry = {
  key:
    | "overview"
    | "flights"
    | "schedules"
    | "reservations"
    | "customers"
    | "saleEvents"
    | "operations"
    | "audit"
    | "staff"
    | "clients"
    | "webhooks";
  href: string;
  exact: boolean;
  icon: LucideIcon;
  /** What a role needs to see the entry; null for all of the staff. */
  permission: StaffPermission | null;
};

/** The menu of the airline's staff. */
export const adminNavigation: readonly AdminEntry[] = [
  { key: "overview", href: "/admin", exact: true, icon: LayoutDashboard, permission: null },
  { key: "flights", href: "/admin/flights", exact: false, icon: PlaneTakeoff, permission: "schedule.read" },
  { key: "schedules", href: "/admin/schedules", exact: false, icon: Route, permission: "schedule.read" },
  {
    key: "reservations",
    href: "/admin/reservations",
    exact: false,
    icon: Plane,
    permission: "reservation.read",
  },
  { key: "customers", href: "/admin/customers", exact: false, icon: Users, permission: "customer.read" },
  {
    key: "saleEvents",
    href: "/admin/sale-events",
    exact: false,
    icon: Hourglass,
    permission: "sale-event.read",
  },
  {
    key: "operations",
    href: "/admin/operations",
    exact: false,
    icon: Settings2,
    permission: "operation.read",
  },
  { key: "audit", href: "/admin/audit", exact: false, icon: ScrollText, permission: "audit.read" },
  { key: "staff", href: "/admin/staff", exact: false, icon: UserCog, permission: "staff.change" },
  { key: "clients", href: "/admin/clients", exact: false, icon: KeyRound, permission: "platform.read" },
  { key: "webhooks", href: "/admin/webhooks", exact: false, icon: Webhook, permission: "platform.read" },
];

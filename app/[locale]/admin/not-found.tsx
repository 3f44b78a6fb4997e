import { getSessionUser } from "@/app/_lib/auth/session";
import { AdminNotFoundView, NotFoundView } from "@/components/layout/not-found-view";

/** A person who is not staff gets the customers' not-found page, without links to the dashboard. */
export default async function AdminNotFound() {
  const user = await getSessionUser();
  return user && user.role !== "CUSTOMER" ? <AdminNotFoundView /> : <NotFoundView />;
}

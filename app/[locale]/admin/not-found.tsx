import { getSessionUser } from "@/app/_lib/auth/session";
import { AdminNotFoundView, NotFoundView } from "@/components/layout/not-found-view";

/** Who does not work here is refused as if there were no such page, and is not shown the way to it. */
export default async function AdminNotFound() {
  const user = await getSessionUser();
  return user?.role === "ADMIN" ? <AdminNotFoundView /> : <NotFoundView />;
}

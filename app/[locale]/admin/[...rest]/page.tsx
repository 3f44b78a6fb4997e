import { notFound } from "next/navigation";

/** Any address below /admin that has no page. */
export default function UnknownAdminPage() {
  notFound();
}

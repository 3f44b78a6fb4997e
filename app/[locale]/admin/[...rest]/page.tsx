import { notFound } from "next/navigation";

/** Every address below the dashboard's that no page answers. */
export default function UnknownAdminPage() {
  notFound();
}

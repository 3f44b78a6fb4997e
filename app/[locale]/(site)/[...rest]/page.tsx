import { notFound } from "next/navigation";

/** Every address that no page answers: it ends on the not-found page, in the language of the address. */
export default function UnknownPage() {
  notFound();
}

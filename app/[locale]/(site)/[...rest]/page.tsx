import { notFound } from "next/navigation";

/** Every unknown address shows the not-found page in the language of the address. */
export default function UnknownPage() {
  notFound();
}

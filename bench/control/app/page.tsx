import { headers } from "next/headers";

/** The smallest page that Next renders for each request. */
export default async function Page() {
  const asked = await headers();
  return <h1>Hello, {asked.get("host")}</h1>;
}

/** What somebody is asked to sign in for (`identity`), by where they are going: a path with its language. */
export function signInLead(next: string): "signInLead" | "signInLeadBooking" | "signInLeadAdmin" {
  const { pathname, searchParams } = new URL(next, "http://site");
  const path = pathname.replace(/^\/[^/]+/, "");
  if (/^\/admin(\/|$)/.test(path)) return "signInLeadAdmin";
  const booking = path.startsWith("/book/") || (path === "/flights" && searchParams.has("pick"));
  return booking ? "signInLeadBooking" : "signInLead";
}

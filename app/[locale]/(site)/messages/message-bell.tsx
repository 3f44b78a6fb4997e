import { dehydrate, QueryClient } from "@tanstack/react-query";
import { bellStateOfRequest } from "@/app/_lib/bell-state";
import { bellKey } from "@/components/notification/inbox-queries";
import { LiveBell } from "@/components/notification/live-bell";

/** The live bell with the present number of unread messages. */
export async function MessageBell() {
  const client = new QueryClient();
  await client.prefetchQuery({ queryKey: bellKey, queryFn: () => bellStateOfRequest() });
  return <LiveBell state={dehydrate(client)} />;
}

import { useMessages } from "next-intl";

/** Returns why a try failed, in words, with the status of the answer if there was one. */
export function useFailureText(): (failure: string, status: number | null) => string {
  const texts: Record<string, string> = useMessages().admin.webhooks.failures;
  return (failure, status) => {
    const text = texts[failure] ?? failure;
    return status === null ? text : `${text} (${status})`;
  };
}

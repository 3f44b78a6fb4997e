import type { ComponentProps } from "react";
import { ClientMessages } from "@/components/layout/client-messages";
import { SearchForm } from "@/components/search/search-form";

/** The form with its messages, which are 3 KB: most pages of results do not show it. */
export const SearchFormPart = (props: ComponentProps<typeof SearchForm>) => (
  <ClientMessages of="app/[locale]/(site)/flights/search-form.part.tsx">
    <SearchForm {...props} />
  </ClientMessages>
);

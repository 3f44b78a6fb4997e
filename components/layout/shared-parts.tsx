"use client";

/**
 * Parts that nearly every page needs. The root layout takes them from here, so that its script has them, the links with
 * their router included; the scripts of layouts, error and not-found pages below it do not repeat what it has.
 */
export { PageLink } from "@/components/ui/page-link";
export { Toaster } from "@/components/ui/toast";
export { OutdatedNotice } from "./outdated-notice";

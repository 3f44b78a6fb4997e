export { AdminNotFoundView as default } from "@/components/layout/not-found-view";

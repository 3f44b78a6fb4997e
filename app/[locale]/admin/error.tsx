"use client";

export { AdminErrorView as default } from "@/components/layout/error-view";

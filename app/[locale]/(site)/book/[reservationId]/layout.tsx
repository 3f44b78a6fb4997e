import type { ReactNode } from "react";

export default function BookLayout({ children }: { children: ReactNode }) {
  return children;
}

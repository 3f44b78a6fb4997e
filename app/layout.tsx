import "./globals.css";
import type { ReactNode } from "react";

/** The document itself is drawn one level down, where the language is known. */
export default function RootLayout({ children }: { children: ReactNode }) {
  return children;
}

import type { ReactNode } from "react";
import type { ButtonSize, ButtonVariant } from "./button-style";

export type DialogProps = {
  /** The text of the button that opens it. */
  trigger: ReactNode;
  triggerVariant?: ButtonVariant;
  triggerSize?: ButtonSize;
  title: ReactNode;
  /** `alertdialog` for a question that must be answered; a press outside does not close it. */
  role?: "dialog" | "alertdialog";
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
  children: ReactNode;
};

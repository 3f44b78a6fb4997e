"use client";

import { useFormStatus } from "react-dom";
import { Button, type ButtonProps } from "./button";

/** Submits the form around it and shows that its server action is running. It works before JavaScript. */
export function SubmitButton({ pending, ...rest }: Omit<ButtonProps, "type">) {
  const form = useFormStatus();
  return <Button {...rest} type="submit" pending={pending ?? form.pending} />;
}

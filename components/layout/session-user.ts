/** Whom the shell greets. */
export type ShellUser = { name: string; email: string; role: "CUSTOMER" | "ADMIN" };

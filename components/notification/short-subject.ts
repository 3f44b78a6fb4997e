/** A subject without the sender in brackets: on our own pages it is always us. */
export const shortSubject = (subject: string) => subject.replace(/^\[[^\]]*\] /, "");

/** Whether a window over the page should fill the screen: on phones, in landscape too. For the browser only. */
export const isSheetScreen = () => window.matchMedia("(max-width: 40rem), (max-height: 30rem)").matches;

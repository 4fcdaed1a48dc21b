/**
 * A text as the engine may print it. The engine reads `<{%red%}>` as a colour and passes terminal codes through (ENGINE-17),
 * and half a surrogate pair would make its message fail.
 */
export function engineText(text: string): string {
  // Tabs and line feeds are the only control characters that a message needs.
  return text
    .toWellFormed()
    .replaceAll("<{%", "<{ %")
    .replaceAll(/(?![\t\n])\p{Cc}/gu, "\u{FFFD}");
}

const longestText = 300;

/**
 * Text of the service as it may be shown: one line, without control and formatting characters, at most
 * 300 characters, and without anything that looks like or is one of the secrets.
 */
export function shownText(text: string, secrets: readonly string[]): string {
  const oneLine = text.replace(/[\t\n\r\u2028\u2029]+/g, " ").replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, "");
  const masked = secrets.reduce((rest, secret) => rest.replaceAll(secret, "***"), oneLine).replace(credential, "$1***");
  const characters = [...masked.trim()];
  return characters.length <= longestText ? characters.join("") : `${characters.slice(0, longestText - 1).join("")}…`;
}

// The service puts `appKey=…` in its details (ERR-ZH); a gateway may repeat the Authorization header.
const credential = /((?:app_?(?:key|secret)|signature)["']?\s*[=:]\s*["']?)[^\s,;"'}]+/gi;

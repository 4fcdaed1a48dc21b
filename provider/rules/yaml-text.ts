/** What YAML reads as a string without quotes, wherever it stands: no indicator, no number, and no word with a meaning. */
const bare = /^(?:[A-Za-z_][\w./@%+=~&?-]*(?::[\w./@%+=~&?-]+)*|\d{1,3}(?:\.\d{1,3}){3})$/;
const special = /^(?:null|true|false|y|n|yes|no|on|off)$/i;

/** A string as it is written in a manifest: in quotes where it needs them. */
export const yamlText = (text: string): string => (bare.test(text) && !special.test(text) ? text : JSON.stringify(text));

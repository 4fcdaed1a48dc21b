/** What stands in a text for a value that nobody filled in. */
export interface Placeholder {
  text: string;
  /** By its form, such as `${NAME}`, or a word that people leave for later, such as `TODO`. */
  by: "form" | "word";
}

/** No setting is longer; a text of a megabyte is not searched. */
const longest = 300;

/**
 * Forms whose ends both stand there, one for each family of templates: shells, Terraform, GitHub and Azure (`${X}`, `$(X)`, `$[x]`),
 * Go, Jinja and Helm (`{{x}}`, `{%x%}`), .NET, Python and OpenAPI (`{x}`, `{0}`), Ruby and Azure (`#{x}`, `#{x}#`), cmd (`%X%`),
 * Python and Ruby (`%(x)s`, `%{x}`), ERB and people (`<%= x %>`, `<name>`), autotools and Maven (`@X@`), tokens (`__X__`, `#X#`), spruce (`((x))`).
 */
const closed = [
  /\$\{[^}]*\}*/,
  /\$\([^)]*\)*/,
  /\$\[[^\]]*\]*/,
  /\{\{[^}]*\}*#?/,
  /\{%[^}]*\}?/,
  /#\{[^}]*\}*#?/,
  /%\{[^}]*\}?/,
  /%\([^)]*\)[sdif]?/,
  /\{[A-Za-z_][\w.-]*\}/,
  /\{\d*\}/,
  // In a URL `%D0%` is a part of two escaped bytes.
  /%(?![\dA-Fa-f]{2})[A-Za-z_]\w*%/,
  /%[A-Za-z_]\w*%(?![\dA-Fa-f]{2})/,
  /<[%A-Za-z_][^<>]*>/,
  /@@?[A-Za-z_][\w.-]*@@?/,
  /__[A-Za-z0-9]+(?:[_-][A-Za-z0-9]+)*__/,
  /#[A-Z][A-Z0-9_]*#/,
  /~[A-Z][A-Z0-9_]+~/,
  /![A-Z][A-Z0-9_]+!/,
  /\|[A-Z][A-Z0-9_]+\|/,
  /\[\[[^\]]*\]*/,
  /\[[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\]/,
  /\(\([^)]*\)*/,
  /\[object \w+\]/,
];

/** `$NAME` of a shell, but neither a price (`US$5`) nor a parameter of OData (`$top=`); `%s` of printf. */
const open = [/\$[A-Z_][A-Z0-9_]*/, /(?<![A-Za-z0-9])\$[A-Za-z_]\w*(?![\w=])/, /%[sdv](?!\w)/, /\?{3,}/];

const joined = (forms: readonly RegExp[]) => new RegExp(forms.map(({ source }) => source).join("|"));
const anyForm = joined([...closed, ...open]);
const closedForm = joined(closed);

/** A word of its own; an underscore ends one here: `codes_TODO`. */
const alone = (words: readonly string[], flags = "") => new RegExp(`(?<![A-Za-z0-9])(?:${words.join("|")})(?![A-Za-z0-9])`, flags);

/** Words that mean nothing else, wherever they stand in a text. */
const sureWords = [
  alone(["TODO", "FIXME", "TBD", "TBC", "TBA", "XXX+", "NaN", "undefined"]),
  alone(
    [
      "change[-_ ]?me",
      "replace[-_ ]?(?:me|this|with)",
      "fill[-_ ]?(?:me|this)(?:[-_ ]?in)?",
      "fixme",
      "(?:insert|enter|put)[-_ ]\\w*[-_ ]here",
      "your[-_. ]?(?:app|application|domain|host|server|company|site|url|tenant|name|id)(?:[-_. ]?(?:name|id))?",
      "my[-_ ](?:app|application|domain)(?:[-_ ]?name)?",
      "placeholder",
    ],
    "i",
  ),
];

/** Words that may be a part of a good name, but are none alone. */
const loneWord =
  /^(?:todo|tbd|tbc|tba|x{3,}|change_?it|dummy|foo|bar|baz|foobar|(?:the|some|an?)[-_]?name|name|string|my_?app|app(?:lication)?[-_]?name|logical[-_]?name|none|null|nil|n\/a|untitled|unnamed|noname|asdf|qwerty|lorem(?:[-_]?ipsum)?)$/i;

/** The first placeholder of a text; undefined when it has none. */
export function placeholderIn(text: string): Placeholder | undefined {
  const piece = text.slice(0, longest);
  const form = anyForm.exec(piece)?.[0];
  if (form !== undefined) return { text: form, by: "form" };
  for (const words of [...sureWords, loneWord]) {
    const word = words.exec(piece.replace(/^[[{]|[\]}]$/g, ""))?.[0];
    if (word !== undefined) return { text: word, by: "word" };
  }
  return undefined;
}

/** Whether a text that must not be shown has one: by its form, with both its ends, because a password may begin with a dollar sign. */
export const hasClosedPlaceholder = (text: string): boolean => closedForm.test(text.slice(0, longest));

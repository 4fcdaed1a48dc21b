import fc from "fast-check";
import type { Diagnostic, Range } from "../../../provider/manifest";
import type { Findings } from "../../../provider/reports";
import { allCodes, severityOf, type DiagnosticCode } from "../../../provider/messages";

/** Pieces that mean something to one of the formats, to a terminal, or to the log of a pipeline. */
const pieces = [
  ..."\0\b\t\n\r\u001B\u0085\u200B\u2028\u202E\u{FEFF}\uFFFE\uD800|`*_~<>&\"'[]{}()#%:,;!@$\\/=- ",
  "\r\n",
  "\u001B[31m",
  "\u009B31m",
  "::error::",
  "::stop-commands::x",
  "##[add-mask]x",
  "##vso[task.complete]",
  "]]>",
  "<!--",
  "<script>",
  "</code>",
  "</details>",
  "```",
  "````",
  "~~~",
  "{0}",
  "[x](1)",
  "@octocat",
  "#12",
  "http://a.example",
  "www.a.example",
  "%0A",
  "%25",
  "&#10;",
  "\\u001b",
  "text",
  "é",
  "😀",
];

const words = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: "binary", maxLength: 3 })), { maxLength: 8 });

/** A text of such pieces. */
const hostileText = words.map((parts) => parts.join(""));

const fileName = fc.oneof(
  fc.constantFrom(
    "a.yaml",
    "./a.yaml",
    "../a.yaml",
    "/a b/c.yaml",
    "a b#c%d:e,f.yaml",
    "__proto__",
    "constructor",
    "",
    "::error::a",
    "-",
    "C:\\a",
  ),
  hostileText,
);

const codes = (allCodes() as DiagnosticCode[]).filter((code) => /^SMS1/.test(code));

const path = fc.array(fc.oneof(hostileText, fc.nat({ max: 20 })), { maxLength: 4 });

const optional = <T>(key: string, value: fc.Arbitrary<T>) =>
  fc.oneof(
    fc.constant({}),
    value.map((given) => ({ [key]: given })),
  );

/** Places of a text: two of its indexes as lines and columns. */
function rangeIn(text: string): fc.Arbitrary<Range> {
  const index = fc.nat({ max: text.length });
  return fc
    .tuple(index, index)
    .map(([one, other]) => ({ start: position(text, Math.min(one, other)), end: position(text, Math.max(one, other)) }));
}

function position(text: string, offset: number): Range["start"] {
  const before = text.slice(0, offset);
  return { line: before.split("\n").length, column: offset - before.lastIndexOf("\n"), offset };
}

function diagnosticIn(texts: ReadonlyMap<string, string>): fc.Arbitrary<Diagnostic> {
  const place = fc.constantFrom(...texts).chain(([file, text]) => rangeIn(text).map((range) => ({ file, range })));
  const related = fc.array(fc.tuple(place, hostileText), { maxLength: 2 }).map((all) => all.map(([at, what]) => ({ ...at, what })));
  const fact = fc.record({ label: hostileText, text: fc.oneof(hostileText, fc.array(hostileText, { maxLength: 2 })) });
  const step = fc.oneof(fc.record({ text: hostileText }), fc.record({ label: hostileText, text: hostileText }));
  return fc
    .tuple(
      place,
      fc.constantFrom(...codes),
      fc.record({
        what: hostileText.filter((text) => text !== ""),
        facts: fc.array(fact, { maxLength: 2 }),
        do: fc.array(step, { maxLength: 3 }),
      }),
      path,
      optional("why", hostileText),
      optional("suggestion", hostileText),
      optional("related", related),
    )
    .map(([at, code, told, steps, ...rest]) => Object.assign({ code, severity: severityOf(code), ...told, ...at, path: steps }, ...rest));
}

/** Findings in which every text is hostile. The texts of some files are not shown. */
export const hostileFindings: fc.Arbitrary<Findings> = fc
  .array(fc.tuple(fileName, hostileText, fc.boolean()), { minLength: 1, maxLength: 4 })
  .chain((files) => {
    const texts = new Map(files.map(([file, text]) => [file, text.replace(/^\u{FEFF}+/u, "")]));
    const hidden = new Set(files.filter(([, , isHidden]) => isHidden).map(([file]) => file));
    return fc.array(diagnosticIn(texts), { maxLength: 6 }).map((diagnostics) => ({
      diagnostics,
      shownTexts: Object.fromEntries([...texts].filter(([file]) => !hidden.has(file))),
      files: [...texts.keys()],
      applications: texts.size,
    }));
  });

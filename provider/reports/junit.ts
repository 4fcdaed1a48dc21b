import type { Diagnostic } from "../manifest";
import { pathText, withoutLogCommands, visible } from "../messages";
import { problemBlock } from "./block";
import { painter } from "./paint";
import { countsOf, lineOf, moreWords, type Findings, type ReportFormat } from "./report";
import { sourcesOf } from "./sources";

/**
 * JUnit XML (the XSD of Jenkins' xunit plugin, junit-10.xsd): a suite for each file, in it a test case for each problem, or one that passes.
 *
 * One test case a problem, because Jenkins and GitLab show one failure of a test case only (gitlab: lib/gitlab/ci/parsers/test/junit.rb).
 * Its name has the code and the path and no line number: GitLab compares the names with those of the target branch, and of two test cases
 * with one class and one name it drops the second. Warnings pass and stand in `system-out`. There are no times, because nothing is timed.
 */
export const junit: ReportFormat = (findings) => {
  const { errors, warnings } = countsOf(findings);
  const suites = groupedByFile(findings);
  const passed = suites.filter(([, diagnostics]) => diagnostics.length === 0).length;
  const blockOf = (diagnostic: Diagnostic) => problemBlock(diagnostic, sourceOf, plain);
  const sourceOf = sourcesOf(findings);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: "msgsms validate", tests: errors + warnings + passed, failures: errors, errors: 0 })}>`,
    ...suites.flatMap(([file, diagnostics]) => suite(file, diagnostics, blockOf)),
    ...rest(findings),
    "</testsuites>",
  ];
  return withoutLogCommands(`${lines.join("\n")}\n`, { ":": "&#58;", "[": "&#91;" });
};

const plain = painter(false);

/** A suite of one test case that stands for all that is not shown. */
function rest(findings: Findings): string[] {
  const { errors, warnings } = findings.unshown ?? { errors: 0, warnings: 0 };
  if (errors + warnings === 0) return [];
  const words = escaped(moreWords(findings));
  const [element, told] = errors > 0 ? ["failure", { message: words }] : ["system-out", {}];
  return [
    `  <testsuite${attributes({ name: "not shown", tests: errors + warnings, failures: errors, errors: 0, skipped: 0 })}>`,
    `    <testcase${attributes({ classname: "not shown", name: words })}>`,
    `      <${element}${attributes(told)}>${words}</${element}>`,
    "    </testcase>",
    "  </testsuite>",
  ];
}

function groupedByFile({ files, diagnostics }: Findings): [file: string, diagnostics: Diagnostic[]][] {
  const groups = new Map<string, Diagnostic[]>(files.map((file) => [file, []]));
  for (const diagnostic of diagnostics) {
    const group = groups.get(diagnostic.file);
    if (group === undefined) groups.set(diagnostic.file, [diagnostic]);
    else group.push(diagnostic);
  }
  return [...groups];
}

function suite(file: string, diagnostics: readonly Diagnostic[], blockOf: (diagnostic: Diagnostic) => string): string[] {
  const { errors } = countsOf({ diagnostics });
  const names = distinctNames(diagnostics);
  const counts = { tests: Math.max(1, diagnostics.length), failures: errors, errors: 0, skipped: 0 };
  const cases = diagnostics.flatMap((diagnostic, index) => testCase(file, names[index] ?? "", diagnostic, blockOf(diagnostic)));
  return [
    `  <testsuite${attributes({ name: file, ...counts })}>`,
    ...(cases.length === 0 ? [`    <testcase${attributes({ classname: file, name: "no problems" })}/>`] : cases),
    "  </testsuite>",
  ];
}

function distinctNames(diagnostics: readonly Diagnostic[]): string[] {
  const seen = new Map<string, number>();
  return diagnostics.map(({ code, path }) => {
    const name = path.length === 0 ? code : `${code} ${pathText(path)}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

function testCase(file: string, name: string, diagnostic: Diagnostic, block: string): string[] {
  const isFailure = diagnostic.severity === "error";
  const told = isFailure ? { message: lineOf(diagnostic), type: diagnostic.code } : {};
  const element = isFailure ? "failure" : "system-out";
  const content = block.split("\n").map(escaped).join("\n");
  return [
    `    <testcase${attributes({ classname: file, name })}>`,
    `      <${element}${attributes(told)}>${content}</${element}>`,
    "    </testcase>",
  ];
}

const attributes = (values: Record<string, string | number>) =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join("");

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Characters that XML 1.0 forbids (2.2) are among the invisible ones, and stand as escapes. */
const escaped = (line: string) => visible(line).replaceAll(/[&<>"]/g, (character) => entities[character] ?? character);

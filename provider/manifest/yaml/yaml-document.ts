import type { DiagnosticCode, Message } from "../../messages";
import type { Problem } from "../../rules";
import type { Span } from "../source-text";

/** A problem of the YAML itself, at indexes of the parsed text. */
export interface YamlProblem {
  told: Message<DiagnosticCode>;
  start: number;
  end: number;
  path?: (string | number)[];
  related?: { what: string; start: number; end: number }[];
}

/** One document of a text: nothing at all, something of uncertain meaning, or a value. `N` knows its places. */
export type YamlDocument<N> =
  | { kind: "empty" }
  | { kind: "broken"; problem: YamlProblem }
  | { kind: "refused"; problems: YamlProblem[]; more: number; rootKeys: string[]; nodes: N }
  | { kind: "value"; value: unknown; nodes: N };

/** What can be asked about one document beside its value. */
export interface Nodes {
  /** Where the key or the value of a path stands. */
  locate: (path: Problem["path"], target: Problem["target"]) => Span;
  /** Values that no code frame may show. */
  secrets: () => Span[];
  /** Texts that no message may show. */
  secretTexts: () => string[];
}

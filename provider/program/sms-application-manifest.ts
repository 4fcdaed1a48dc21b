import * as pulumi from "@pulumi/pulumi";
import { counted, engineText, ForeseenError, listed, message, plain } from "../messages";
import {
  codeFrame,
  diagnosticDetails,
  diagnosticHeading,
  findManifestFiles,
  frameLines,
  readManifestFiles,
  SourceText,
  type Diagnostic,
  type ManifestsResult,
} from "../manifest";
import { siblingsInput } from "../application";
import { advisedSettings } from "../rules";
import { refuseHarmful } from "./harmful-options";
import { entryFacts } from "./program-facts";
import { manifestFolders } from "./manifest-folders";
import { refused } from "./refused";
import { SmsApplication } from "./sms-application";
import type { SmsApplicationArgs } from "./sms-application-args";

export interface SmsApplicationManifestArgs {
  /**
   * Path of a YAML file, of a folder of such files, or a pattern such as `teams/*\/sms.yaml`; several can be given as a list.
   * Relative ones count from the folder that the program runs in; what is not there, from the folder of the project. The name of a
   * resource depends on the logical name only, so an entry can move from one file to another.
   */
  file: string | readonly string[];
  /** Settings that a file cannot hold, such as a secret, by logical name. They win over the file. */
  overrides?: Record<string, Partial<SmsApplicationArgs>>;
  /**
   * The URN, or what has changed of it, that an application had before it got its place in the manifest, by logical name. It keeps its
   * application so; without one Pulumi would create another.
   */
  aliases?: Record<string, readonly (pulumi.URN | pulumi.Alias)[]>;
}

/**
 * The SMS applications that YAML files declare, one child for each. Files with problems register none:
 * each problem is shown with file, line and column, and the run ends.
 */
export class SmsApplicationManifest extends pulumi.ComponentResource {
  /** The applications by logical name. */
  readonly applications: Readonly<Record<string, SmsApplication>>;

  /**
   * @param resourceName name of the component; the children are named `<resourceName>-<logical name>`
   * @throws pulumi.ResourceError when the file has problems, or an override names no application of it
   */
  constructor(resourceName: string, args: SmsApplicationManifestArgs, options?: pulumi.ComponentResourceOptions) {
    refuseHarmful(resourceName, options);
    super("msgsms:index:SmsApplicationManifest", resourceName, {}, options);
    const read = this.read(args.file);
    this.report(read);
    const { applications, files } = read;
    const overrides = args.overrides ?? {};
    const { aliases = {} } = args;
    const names = applications.map(({ logicalName }) => logicalName);
    this.requireDeclared("overrides", files, Object.keys(overrides), names);
    this.requireDeclared("aliases", files, Object.keys(aliases), names);
    const siblings = siblingsInput(
      applications.map(({ logicalName, inputs }) => ({ ...inputs, resource: `${resourceName}-${logicalName}` })),
    );
    this.applications = Object.fromEntries(
      applications.map(({ logicalName, inputs }) => {
        const overridden = overrides[logicalName] ?? {};
        // Advice on what a file declares has been given with its line. On what the program declares the check gives it.
        const fromFiles = advisedSettings.some((setting) => setting in overridden) ? {} : siblings;
        const whole = { ...inputs, ...overridden, ...fromFiles, ...entryFacts(logicalName) };
        const options = { parent: this, aliases: [...(aliases[logicalName] ?? [])] };
        return [logicalName, new SmsApplication(`${resourceName}-${logicalName}`, whole, options)];
      }),
    );
    this.registerOutputs({});
  }

  private read(file: SmsApplicationManifestArgs["file"]): ManifestsResult {
    try {
      return readManifestFiles(findManifestFiles([file].flat(), ...manifestFolders(process.cwd())));
    } catch (error) {
      throw error instanceof ForeseenError ? refused(error.told, this) : error;
    }
  }

  // Logging alone does not stop the engine, and a plain error prints a stack (ENGINE-16): log each, then throw one.
  private report({ diagnostics, unshown, shownTexts, files }: ManifestsResult): void {
    const sources = new Map(Object.entries(shownTexts).map(([file, text]) => [file, new SourceText(text)]));
    for (const diagnostic of diagnostics) {
      const log = diagnostic.severity === "error" ? pulumi.log.error : pulumi.log.warn;
      void log(engineText(textOf(diagnostic, sources.get(diagnostic.file))), this);
    }
    const more = unshown.errors + unshown.warnings;
    if (more > 0) void pulumi.log.warn(`and ${counted(more, "more problem")}`, this);
    const errors = diagnostics.filter(({ severity }) => severity === "error").length + unshown.errors;
    if (errors === 0) return;
    throw new pulumi.ResourceError(
      `${errors === 1 ? "1 problem" : `${errors} problems`} in ${namesOf(files)}. Nothing was created or changed.`,
      this,
      true,
    );
  }

  private requireDeclared(argument: "overrides" | "aliases", files: readonly string[], named: string[], declared: string[]): void {
    const stray = named.filter((name) => !declared.includes(name));
    if (stray.length === 0) return;
    const facts = { declared: listed(declared.map(plain)), file: plain(namesOf(files)) };
    const told = message("SMS2019", { values: { argument: plain(argument), names: listed(stray.map(plain)) }, facts, do: ["correct"] });
    throw refused(told, this);
  }
}

function textOf(diagnostic: Diagnostic, source: SourceText | undefined): string {
  const frame = source === undefined ? undefined : codeFrame(source, diagnostic.range);
  return [diagnosticHeading(diagnostic), ...diagnosticDetails(diagnostic, { more: true }), ...frameLines(frame)].join("\n");
}

const namesOf = (files: readonly string[]) => (files.length <= 3 ? files.join(", ") : `${files.length} files`);

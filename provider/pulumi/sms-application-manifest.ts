import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { codeFrame, diagnosticText, readManifestFile, type DeclaredApplication, type Diagnostic } from "../manifest";
import { engineText } from "./engine-text";
import { siblingsInput } from "./siblings-input";
import { SmsApplication, type SmsApplicationArgs } from "./sms-application";

export interface SmsApplicationManifestArgs {
  /** Path of the YAML file, relative to the folder the program runs in. */
  file: string;
  /** Settings that the file cannot hold, such as a secret, by logical name. They win over the file. */
  overrides?: Record<string, Partial<SmsApplicationArgs>>;
}

/**
 * The SMS applications that a YAML file declares, one child for each. A file with problems registers none:
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
    super("msgsms:index:SmsApplicationManifest", resourceName, {}, options);
    const { applications, diagnostics, shownTexts } = readManifestFile(args.file, readFileSync);
    this.report(args.file, diagnostics, shownTexts);
    const overrides = args.overrides ?? {};
    this.requireDeclared(args.file, Object.keys(overrides), applications);
    const siblings = siblingsInput(applications.map(({ inputs }) => inputs));
    this.applications = Object.fromEntries(
      applications.map(({ logicalName, inputs }) => [
        logicalName,
        new SmsApplication(`${resourceName}-${logicalName}`, { ...inputs, ...overrides[logicalName], ...siblings }, { parent: this }),
      ]),
    );
    this.registerOutputs({});
  }

  // Logging alone does not stop the engine, and a plain error prints a stack (pulumi.md 13.3): log each, then throw one.
  private report(file: string, diagnostics: Diagnostic[], shownTexts: Readonly<Record<string, string>>): void {
    for (const diagnostic of diagnostics) {
      const log = diagnostic.severity === "error" ? pulumi.log.error : pulumi.log.warn;
      const frame = codeFrame(shownTexts[diagnostic.file] ?? "", diagnostic);
      void log(engineText(`${diagnosticText(diagnostic)}\n${frame}`.trimEnd()), this);
    }
    const errors = diagnostics.filter(({ severity }) => severity === "error").length;
    if (errors === 0) return;
    throw new pulumi.ResourceError(
      `${errors === 1 ? "1 problem" : `${errors} problems`} in ${file}. Nothing was created or changed.`,
      this,
      true,
    );
  }

  private requireDeclared(file: string, overridden: string[], applications: DeclaredApplication[]): void {
    const declared = applications.map(({ logicalName }) => logicalName);
    const stray = overridden.filter((name) => !declared.includes(name));
    if (stray.length === 0) return;
    throw new pulumi.ResourceError(
      `SMS2019: overrides name ${stray.join(", ")}, and ${file} declares only ${declared.join(", ")}. Correct the logical name.`,
      this,
      true,
    );
  }
}

import { spawn } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter, type MessageConnection } from "vscode-jsonrpc/node";

/** Lines and characters as the Language Server Protocol counts them: from 0, in UTF-16 units. */
export interface LspPosition {
  line: number;
  character: number;
}

export interface LspDiagnostic {
  range: { start: LspPosition; end: LspPosition };
  message: string;
  severity: number;
}

export interface CompletionItem {
  label: string;
  insertText?: string;
  documentation?: string | { value: string };
  textEdit?: { newText: string };
}

/** The real yaml-language-server as an editor runs it. It gets no network: the catalogue of schemas on the internet is switched off. */
export class LanguageServer {
  private readonly published = new Map<string, (diagnostics: LspDiagnostic[]) => void>();
  private documents = 0;

  private constructor(
    private readonly connection: MessageConnection,
    private readonly folder: string,
    private readonly ended: Promise<void>,
  ) {}

  /**
   * Starts the server for a folder of an editor.
   *
   * @param folder absolute path, where all documents are said to be; it need not hold them
   * @param schemas what the setting `yaml.schemas` holds: path of a schema to pattern of file names
   */
  static async start(folder: string, schemas: Record<string, string>): Promise<LanguageServer> {
    const command = require.resolve("yaml-language-server/bin/yaml-language-server");
    const child = spawn(process.execPath, [command, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
    const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
    const connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
    const server = new LanguageServer(connection, folder, ended);
    server.listen(schemas);
    const rootUri = pathToFileURL(folder).href;
    await connection.sendRequest("initialize", {
      processId: process.pid,
      rootUri,
      workspaceFolders: [{ uri: rootUri, name: "manifests" }],
      capabilities: {
        workspace: { configuration: true },
        textDocument: { completion: { completionItem: { snippetSupport: true, documentationFormat: ["markdown"] } } },
      },
    });
    await connection.sendNotification("initialized", {});
    return server;
  }

  private listen(schemas: Record<string, string>): void {
    const off = { enable: false };
    const settings: Record<string, unknown> = {
      yaml: { schemas, schemaStore: off, kubernetesCRDStore: off, validate: true, hover: true, completion: true },
    };
    this.connection.onRequest("workspace/configuration", ({ items }: { items: { section: string }[] }) =>
      items.map(({ section }) => settings[section] ?? {}),
    );
    this.connection.onRequest("client/registerCapability", () => null);
    this.connection.onNotification(
      "textDocument/publishDiagnostics",
      ({ uri, diagnostics }: { uri: string; diagnostics: LspDiagnostic[] }) => this.published.get(uri)?.(diagnostics),
    );
    this.connection.listen();
  }

  /** Opens a text under a name of its own, and gives its address. */
  async open(text: string, prefix = "document"): Promise<string> {
    this.documents += 1;
    const uri = pathToFileURL(join(this.folder, `${prefix}-${this.documents}.yaml`)).href;
    await this.connection.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId: "yaml", version: 1, text } });
    return uri;
  }

  /** Opens a text, and gives what the server marks in it. */
  async diagnose(text: string, prefix?: string): Promise<LspDiagnostic[]> {
    const uri = await this.open(text, prefix);
    return new Promise((resolve) => this.published.set(uri, resolve));
  }

  /** What the server proposes at a place. */
  async complete(text: string, position: LspPosition): Promise<CompletionItem[]> {
    const uri = await this.open(text);
    const answer: { items: CompletionItem[] } = await this.connection.sendRequest("textDocument/completion", {
      textDocument: { uri },
      position,
    });
    return answer.items;
  }

  /** What the server shows in Markdown when the mouse rests at a place. */
  async hover(text: string, position: LspPosition): Promise<string> {
    const uri = await this.open(text);
    const answer: { contents: { value: string } } | null = await this.connection.sendRequest("textDocument/hover", {
      textDocument: { uri },
      position,
    });
    return answer?.contents.value ?? "";
  }

  async stop(): Promise<void> {
    await this.connection.sendRequest("shutdown");
    await this.connection.sendNotification("exit");
    await this.ended;
    this.connection.dispose();
  }
}

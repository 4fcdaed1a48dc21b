import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runCommandLine, type OutputStream } from "../../provider/cli";

/** What no run may touch, and what no run may show. */
const treasure = "hunter2-treasure\n";
const manifest = (name: string) =>
  `apiVersion: msgsms/v1\nkind: SmsApplications\napplications:\n  ${name}:\n    market: european\n    name: ${name}\n`;
const isRoot = process.getuid?.() === 0;

describe("msgsms: files that are something else, or lead elsewhere", () => {
  let top = "";
  let home = "";
  /** Where the user is. */
  let folder = "";
  beforeEach(() => {
    top = realpathSync(mkdtempSync(join(tmpdir(), "files-")));
    [home, folder] = [join(top, "home"), join(top, "repository")];
    write("../home/treasure", treasure);
    write("sms.yaml", manifest("codes"));
  });
  afterEach(() => rmSync(top, { recursive: true }));

  function write(path: string, text: string): string {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  }
  const link = (path: string, target: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    symlinkSync(target, join(folder, path));
  };
  const pipe = (path: string) => execFileSync("bash", ["-c", 'mkfifo "$0"', join(folder, path)]);

  async function msgsms(
    words: string,
    environment: Record<string, string> = {},
    at = folder,
    stdin = () => Promise.resolve(new Uint8Array()),
  ) {
    const said = { stdout: "", stderr: "" };
    const stream = (name: keyof typeof said): OutputStream => ({
      write: (text) => void (said[name] += text),
      isTerminal: false,
      columns: 80,
    });
    const code = await runCommandLine(words.split(" "), {
      folder: at,
      environment,
      stdout: stream("stdout"),
      stderr: stream("stderr"),
      stdin,
      now: () => new Date(),
    });
    assert.equal(readFileSync(join(home, "treasure"), "utf8"), treasure);
    assert.doesNotMatch(said.stdout + said.stderr, /hunter2|internal error/);
    return { ...said, code };
  }

  async function refused(words: string, expected: RegExp, environment: Record<string, string> = {}): Promise<void> {
    const { code, stderr } = await msgsms(words, environment);
    assert.match(stderr, expected);
    assert.equal(code, 2, stderr);
  }

  describe("what is read", () => {
    it("a link to itself is named, wherever it stands", async () => {
      link("sms/loop.yaml", "loop.yaml");
      for (const words of ["sms/loop.yaml", "sms", "sms/*.yaml"])
        await refused(`validate ${words}`, /SMS5107: "sms\/loop\.yaml" is a link that leads back to itself/);
      await refused("schema --write sms", /SMS5107/);
      await refused("import sms/loop.yaml", /SMS5107/);
    });

    it("a link that leads nowhere is named", async () => {
      link("sms/gone.yaml", "nowhere.yaml");
      await refused("validate sms/gone.yaml", /SMS5107: "sms\/gone\.yaml" is a link that leads nowhere/);
      for (const words of ["sms", "sms/*.yaml"])
        assert.match((await msgsms(`validate ${words}`)).stdout, /^sms\/gone\.yaml:1:1 error SMS1101: the file does not exist/);
    });

    it("links lead nowhere out of a folder that was given, nor of the folder of a pattern", async () => {
      write("sms/a.yaml", manifest("a"));
      for (const target of ["../../home/treasure", "../sms.yaml", "/dev/zero", "/dev/tty"]) {
        link("sms/b.yaml", target);
        for (const words of ["sms", "sms/*.yaml", "sms/**/b.yaml", "s[m]s/b.yaml sms"]) {
          if (target.startsWith("..") && words.startsWith("s[")) continue;
          await refused(`validate ${words}`, /SMS5107: "sms\/b\.yaml" is a link that leads out of the folder/);
        }
        await refused("schema --write sms", /SMS5107/);
        rmSync(join(folder, "sms/b.yaml"));
      }
    });

    it("a file counts once, however it is reached", async () => {
      write("sms/a.yaml", manifest("a"));
      link("sms/b.yaml", "a.yaml");
      link("also", "sms");
      linkSync(join(folder, "sms/a.yaml"), join(folder, "sms/c.yaml"));
      for (const words of ["sms", "sms/*.yaml", "**/*.yaml also", "sms/b.yaml sms also/a.yaml", `${folder}/also sms/c.yaml`]) {
        const { code, stdout } = await msgsms(`validate ${words}`);
        assert.match(stdout, words.startsWith("**") ? /2 applications in 2 files/ : /1 application in 1 file\./, words);
        assert.equal(code, 0);
      }
    });

    it("patterns and folders treat links to folders alike: they are not followed", async () => {
      write("sms/a.yaml", manifest("a"));
      link("sms/back", "..");
      link("sms/back.yaml", "..");
      for (const words of ["sms", "sms/**/*.yaml"]) assert.match((await msgsms(`validate ${words}`)).stdout, /1 application in 1 file\./);
    });

    it("only regular files, and nothing is waited for", async () => {
      pipe("pipe.yaml");
      link("zero", "/dev/zero");
      link("to-pipe", "pipe.yaml");
      for (const [path, kind] of [
        ["pipe.yaml", "pipe"],
        ["to-pipe", "pipe"],
        ["zero", "device"],
        ["/dev/zero", "device"],
      ] as const)
        for (const command of ["validate", "schema --write", "import", "todo"])
          await refused(`${command} ${path}`, new RegExp(`SMS5108: "${path}" is a ${kind}, not a file`));
      for (const path of ["pipe.yaml", "zero"])
        await refused(`validate --config ${path} sms.yaml`, /SMS5102: the configuration file is a (pipe|device), not a file/);
      assert.match((await msgsms("validate .")).stdout, /1 application in 1 file\./);
      assert.match((await msgsms("validate *.yaml")).stdout, /1 application in 1 file\./);
    });

    it("no more than the limit, whatever the size is said to be", async () => {
      const big = write("big.yaml", "");
      execFileSync("bash", ["-c", 'truncate -s 3T "$0"', big]);
      assert.match((await msgsms("validate big.yaml")).stdout, /SMS1103: the file has 3298534883328 bytes; at most 1048576 are read/);
      assert.match((await msgsms("schema --write big.yaml")).stderr, /has more than 1048576 bytes and was left alone/);
      await refused("validate --config big.yaml sms.yaml", /SMS5102: the configuration file is larger than 65536 bytes/);
      // A file of the system that says 0 of its size.
      assert.match((await msgsms("validate /proc/self/mountinfo")).stdout, /SMS1(?:104|109)/);
    });

    it("a folder that may not be read is named", async () => {
      write("sms/closed/a.yaml", manifest("a"));
      for (const path of [top, home]) chmodSync(path, 0o755);
      chmodSync(join(folder, "sms/closed"), 0);
      // Nothing is closed to root.
      if (isRoot) process.seteuid?.(12345);
      try {
        await refused("validate sms", /SMS5104: "sms\/closed" cannot be read \(EACCES\)/);
        await refused("validate sms/**/*.yaml", /SMS5104: "sms\/\*\*\/\*\.yaml" cannot be read \(EACCES\)/);
      } finally {
        if (isRoot) process.seteuid?.(0);
        chmodSync(join(folder, "sms/closed"), 0o700);
      }
    });

    it("of a file that is no manifest of ours no line is shown", async () => {
      const others = {
        credentials: "[default]\naws_access_key_id = hunter2\naws_secret_access_key = hunter2\n",
        ".env": "A=hunter2\nB='hunter2\n",
        key: "-----BEGIN PRIVATE KEY-----\nhunter2\n-----END PRIVATE KEY-----\n",
        "kube.yaml": "apiVersion: v1\nkind: Config # hunter2\nusers: [{user: {data: hunter2}}]\n",
        "kube-broken.yaml": "apiVersion: v1\nkind: Config\nusers: {hunter2\n",
        "twice.yaml": "hunter2: a\nhunter2: b\n<<: *hunter2\n",
        "list.yaml": "- hunter2\n",
        "two.yaml": `hunter2: a\n---\n${manifest("two")}`,
        "two-broken.yaml": `{hunter2: a # hunter2\n---\nhunter2: [a\n`,
      };
      for (const [path, text] of Object.entries(others)) {
        write(path, text);
        for (const format of ["text", "json", "sarif", "junit", "github", "gitlab", "markdown"]) {
          const { code, stdout } = await msgsms(`validate ${path} --format ${format}`);
          assert.equal(code, 1, path);
          assert.match(stdout, /SMS11(?:0[4-9]|25)/);
        }
      }
    });

    it("a standard input that fails is named", async () => {
      const fault = Object.assign(new Error("at the terminal"), { code: "EIO", syscall: "read" });
      const { code, stderr } = await msgsms("validate -", {}, folder, () => Promise.reject(fault));
      assert.match(stderr, /^error: SMS5104: "standard input" cannot be read \(EIO\)/);
      assert.equal(code, 2);
    });

    it("files of Pulumi and our own are not told of", async () => {
      for (const path of ["Pulumi.yaml", "Pulumi.dev.yaml", "Pulumi.prod-eu.yml", "msgsms.config.yaml"])
        write(path, path.startsWith("P") ? "name: a\n" : "validate: {}\n");
      assert.equal((await msgsms("validate .")).stderr, `Settings from ${folder}/msgsms.config.yaml.\n`);
      write("compose.yaml", "services: {}\n");
      assert.match((await msgsms("validate .")).stderr, /^Skipped, not a manifest: compose\.yaml\.$/m);
    });
  });

  describe("what is written", () => {
    const formats = ["validate sms.yaml --format json=report", "todo sms.yaml --format json=report"];

    it("a link is replaced, and what it leads to stays", async () => {
      for (const words of formats) {
        link("report", "../home/treasure");
        assert.equal((await msgsms(words)).code, 0);
        assert.ok(lstatSync(join(folder, "report")).isFile());
        rmSync(join(folder, "report"));
        linkSync(join(home, "treasure"), join(folder, "report"));
        assert.equal((await msgsms(words)).code, 0);
        assert.match(readFileSync(join(folder, "report"), "utf8"), /^[[{]/);
        rmSync(join(folder, "report"));
      }
    });

    it("the manifest is no report, by whatever name it is reached", async () => {
      link("link.json", "sms.yaml");
      linkSync(join(folder, "sms.yaml"), join(folder, "hard.json"));
      link("here", ".");
      const before = readFileSync(join(folder, "sms.yaml"), "utf8");
      for (const file of ["link.json", "hard.json", "here/sms.yaml", "./sms.yaml", `${folder}/here/link.json`]) {
        for (const manifests of ["sms.yaml", "here", "link.json"])
          await refused(`validate ${manifests} --format json=${file}`, /SMS5105: ".*" is one of the manifests that were read/);
        assert.equal(readFileSync(join(folder, "sms.yaml"), "utf8"), before);
      }
      await refused("validate sms.yaml --format json=third.json --format sarif=here/third.json", /SMS5105: ".*" was given for two reports/);
    });

    it("a pipe, a device or a folder is not written to, and not waited for", async () => {
      pipe("report");
      for (const words of formats) await refused(words, /SMS5108: "report" is a pipe, so no file can be written there/);
      await refused("validate sms.yaml --format json=/dev/null", /SMS5108: "\/dev\/null" is a device/);
      assert.ok(statSync("/dev/null").isCharacterDevice());
    });

    it("a file that is there keeps its mode; what is left of a failure is the file as it was", async () => {
      chmodSync(write("report", "before"), 0o640);
      assert.equal((await msgsms(formats[0]!)).code, 0);
      assert.equal(lstatSync(join(folder, "report")).mode & 0o777, 0o640);
      await refused("validate sms.yaml --format json=sms.yaml/report", /SMS5104: "sms\.yaml\/report" cannot be written \(ENOTDIR\)/);
    });
  });

  describe("the configuration file of a repository", () => {
    const configured = (text: string) => write("msgsms.config.yaml", text);

    it("has files written below its folder only, links followed", async () => {
      link("elsewhere", "../home");
      link("report.json", "../home/treasure");
      mkdirSync(join(folder, "reports"));
      link("reports/hooks", "../.git/hooks");
      write(".git/hooks/pre-commit", treasure);
      chmodSync(write("tool", treasure), 0o755);
      const wrong = [
        "../home/treasure",
        `${home}/treasure`,
        "elsewhere/treasure",
        "elsewhere/new",
        "report.json",
        "reports/../../x",
        ".",
        "..",
        ".git/hooks/pre-commit",
        "reports/hooks/pre-commit",
        ".github/workflows/x.yml",
        "node_modules/x.js",
        "Node_Modules/x.js",
        "tool",
        "x,json=../home/treasure",
        `x,json=${home}/treasure`,
      ];
      for (const file of wrong) {
        configured(`validate:\n  format: ["json=${file}"]\n`);
        await refused("validate sms.yaml", /SMS5109: validate\.format would (?:write|overwrite)/);
        if (file.includes(",")) continue;
        configured(`import:\n  write: "${file}"\nemulator:\n  data: "${file}"\n`);
        await refused("import", /SMS5109: import\.write would/);
        await refused("emulator", /SMS5109: emulator\.data would/);
      }
      assert.equal(existsSync(join(home, "new")), false);
      for (const path of [".git/hooks/pre-commit", "tool"]) assert.equal(readFileSync(join(folder, path), "utf8"), treasure);
      configured("validate:\n  format: [json=reports/a.json, 'sarif=reports/a.sarif,junit=reports/a.xml']\n");
      assert.equal((await msgsms("validate ../sms.yaml", {}, join(folder, "reports"))).code, 0);
      for (const path of ["a.json", "a.sarif", "a.xml"]) assert.ok(existsSync(join(folder, "reports", path)), path);
      assert.equal((await msgsms("validate sms.yaml", { MSGSMS_VALIDATE_FORMAT: `json=${home}/report` })).code, 0);
    });

    it("sends keys to the service and to no other address", async () => {
      const keys = (accessKey: string) => ({ HUAWEICLOUD_SDK_AK: accessKey, HUAWEICLOUD_SDK_SK: "hunter2" });
      const hosts = [
        "https://evil.example",
        "https://msgsms.cn-north-4.myhuaweicloud.com.evil.example",
        "https://evil.myhuaweicloud.com",
        "https://a.msgsms.cn-north-4.myhuaweicloud.com",
        "https://bucket.obs.cn-north-4.myhuaweicloud.com",
        "https://msgsms.x.myhuaweicloud.co",
        "http://127.0.0.1:1",
        "http://localhost:1",
        "http://[::1]:1",
        "https://127.0.0.1.evil.example",
      ];
      for (const endpoint of hosts) {
        const account = (more: string) => `cloudRegion: cn-north-4\n  projectId: "f11e"\n  ${more}\n`;
        const profiles = `profiles: {a: {cloudRegion: cn-north-4, projectId: "f11e", endpoint: "${endpoint}"}}`;
        for (const [text, words] of [
          [`account:\n  ${account(`endpoint: "${endpoint}"`)}`, "list"],
          [`account:\n  ${account(profiles)}`, "list --profile a"],
          [`account:\n  ${account("")}list:\n  endpoint: "${endpoint}"\n`, "list"],
        ] as const) {
          configured(text);
          await refused(words, /SMS5110/, keys("ABCDEFGHIJKLMNOPQRST"));
        }
      }
      configured(`account:\n  cloudRegion: cn-north-4\n  projectId: "f11e"\n  endpoint: http://127.0.0.1:1\n`);
      assert.match((await msgsms("doctor", keys("ABCDEFGHIJKLMNOPQRST"))).stdout, /SMS5110/);
      assert.match((await msgsms("list", keys("emulator-access-key"))).stderr, /SMS3001/);
    });

    it("leaves the emulator on this machine", async () => {
      for (const host of ["0.0.0.0", "::", "192.0.2.1", "127.0.0.1.evil.example", "", "127.1"]) {
        configured(`emulator:\n  host: "${host}"\n`);
        await refused("emulator", /SMS5004/);
      }
    });

    it("overwrites nothing by itself", async () => {
      configured("import:\n  force: true\n");
      await refused("import", /SMS5109: import\.force cannot be given in the configuration file/);
    });

    // Only root can give files to others.
    if (isRoot)
      it("is ignored with a word when it belongs to another user, unless it is named", async () => {
        configured("validate:\n  maxWarnings: hunter2\n");
        const below = join(folder, "a", "b");
        mkdirSync(below, { recursive: true });
        write("a/b/sms.yaml", manifest("codes"));
        for (const own of [
          () => chownSync(join(folder, "msgsms.config.yaml"), 12345, 12345),
          () => {
            rmSync(join(folder, "msgsms.config.yaml"));
            link("msgsms.config.yaml", "ours.yaml");
            write("ours.yaml", "validate: {}\n");
            execFileSync("chown", ["-h", "12345", join(folder, "msgsms.config.yaml")]);
          },
        ]) {
          own();
          const { code, stderr } = await msgsms("validate sms.yaml", {}, below);
          assert.match(
            stderr,
            /^warning: SMS5111: a configuration file belongs to another user and is ignored\n +file +.*msgsms\.config\.yaml/,
          );
          assert.equal(code, 0);
        }
        const named = await msgsms("validate sms.yaml --config ../../msgsms.config.yaml", {}, below);
        assert.equal(named.stderr, "Settings from ../../msgsms.config.yaml.\n");
      });

    it("shows nothing of a file that is something else", async () => {
      const texts = [
        "hunter2",
        "- hunter2",
        "hunter2: {",
        "hunter2: a\nhunter2: b",
        "{hunter2: *hunter2}",
        "'hunter2",
        "hunter2: hunter2",
        "--- hunter2\n--- hunter2\n",
        "\xff",
        "[hunter2",
      ];
      for (const text of texts) {
        configured(text);
        await refused(
          "validate sms.yaml",
          /SMS5102: the (?:file is not a configuration file of msgsms|configuration file is not valid YAML)/,
        );
      }
      configured("");
      assert.equal((await msgsms("validate sms.yaml")).code, 0);
      rmSync(join(folder, "msgsms.config.yaml"));
      for (const [target, expected] of [
        ["msgsms.config.yaml", /ELOOP/],
        ["nowhere", /ENOENT/],
        ["/dev/zero", /is a device/],
        ["../home/treasure", /SMS5102/],
      ] as const) {
        link("msgsms.config.yaml", target);
        await refused("validate sms.yaml", expected);
        rmSync(join(folder, "msgsms.config.yaml"));
      }
    });
  });
});

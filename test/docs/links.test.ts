import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { pageOf, readPages, repositoryRoot, type Page } from "../support/docs/pages";

const pages = readPages();

/** Targets of links that stay in the repository. */
const internalLinks = ({ prose }: Page) =>
  [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target).filter((target) => !/^[a-z]+:/.test(target));

/** The anchors that GitHub makes of the headings: lower case, hyphens for spaces, no other punctuation, a number for the second of a kind. */
function anchorsOf({ prose }: Page): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading = ""] of prose.matchAll(/^#{1,6} +(.+)$/gm)) {
    const anchor = heading
      .trim()
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(/\s/g, "-");
    const same = [...anchors].filter((other) => other === anchor || other.replace(/-\d+$/, "") === anchor).length;
    anchors.add(same === 0 ? anchor : `${anchor}-${same}`);
  }
  return anchors;
}

function brokenLinks(page: Page, others: readonly Page[]): string[] {
  return internalLinks(page).filter((target) => {
    const [file = "", anchor] = target.split("#");
    const path = file === "" ? page.path : normalize(join(dirname(page.path), file));
    if (path.startsWith("..") || !existsSync(join(repositoryRoot, path))) return true;
    if (anchor === undefined) return false;
    const linked = others.find((other) => other.path === path);
    return linked === undefined || !anchorsOf(linked).has(anchor);
  });
}

describe("docs: links", () => {
  for (const page of pages) {
    it(`of ${page.path} lead to files and headings that exist`, () => {
      assert.deepEqual(brokenLinks(page, pages), []);
    });
  }

  it("lead from the README to every page", () => {
    const readme = pages.find(({ path }) => path === "README.md");
    assert.ok(readme !== undefined);
    const linked = new Set(internalLinks(readme).map((target) => normalize(target.split("#")[0] ?? "")));
    assert.deepEqual(
      pages.map(({ path }) => path).filter((path) => path !== "README.md" && !linked.has(path)),
      [],
    );
  });

  it("that lead nowhere would be found", () => {
    const text =
      "# A page: `with code`\n[a](missing.md) [b](#no-heading) [c](README.md#nothing) [d](#a-page-with-code) [e](https://example.com)\n";
    const page = pageOf("page.md", text);
    // The page itself is in no folder, so it stands in for an existing file.
    assert.deepEqual(brokenLinks({ ...page, path: "README.md" }, [{ ...page, path: "README.md" }]), [
      "missing.md",
      "#no-heading",
      "README.md#nothing",
    ]);
  });
});

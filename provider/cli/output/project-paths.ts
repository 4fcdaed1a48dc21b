import { isAbsolute, relative, resolve } from "node:path";
import { isBelow, realPathOf } from "../../disk";
import type { Shell } from "../shell";

/** Where pipelines say which folder they have checked out: GitHub, GitLab, Azure, Bitbucket. */
const variables = ["GITHUB_WORKSPACE", "CI_PROJECT_DIR", "BUILD_SOURCESDIRECTORY", "BITBUCKET_CLONE_DIR"];

/**
 * The path of a file as those who show a report at the lines of a project name it: from the top of what the pipeline has checked out, or
 * else from the current folder. The command may run in a folder below, and files may be given by absolute paths.
 */
export function pathInProject({ folder, environment }: Shell): (file: string) => string {
  const root = variables.map((name) => environment[name] ?? "").find(isAbsolute) ?? folder;
  return (file) => {
    const path = resolve(folder, file);
    if (isBelow(resolve(root), path)) return relative(root, path);
    const [realRoot, real] = [realPathOf(root), realPathOf(path)];
    return isBelow(realRoot, real) ? relative(realRoot, real) : file;
  };
}
